// Skärmen i salen: nobody sits at it, so it looks for itself. Without script it shows what was when it was opened.
setTimeout(() => location.reload(), 20_000);
