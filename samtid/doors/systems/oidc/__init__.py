"""Inloggning med e-legitimation: OpenID Connect against the municipality's own identity provider.

Code flow with PKCE, nonce and state (OpenID Connect Core 1.0, RFC 7636, RFC 9207). The provider says *who* and *how
surely* (tillitsnivå); whether that is one of our staff is said here, by a dated link that only an operator can write.
Never a password of our own, and never a personal number as a name.
"""
