"""Namnlistor: our own short lists, chosen by hand from general knowledge; they claim no frequency.

SCB's lists do not tell the age of those who bear a name, and the surnames at hand hold none of other origin.
Street names are invented on the commonest Swedish endings.
"""

from __future__ import annotations

# Names common among those born before 1960 and after 2000; others in between take any of SCB's 500.
OLD_WOMEN = (
    "Anna Maria Margareta Ingrid Birgitta Karin Elisabeth Kerstin Gunilla Marianne Barbro Berit Gun Ulla Siv Inger "
    "Britt Maj Gunnel Solveig Gerd Astrid Elsa Greta Märta Rut Vera Sonja Anita Monica Ann-Marie Inga Irene Rose-Marie"
)
OLD_MEN = (
    "Lars Karl Sven Nils Bengt Göran Rolf Åke Bo Leif Stig Arne Kjell Olle Gunnar Sture Erik Hans Ingemar Bertil Roland "
    "Tage Ove Börje Harry Holger Lennart Kurt Ragnar Evert Torsten Gösta Allan Rune"
)
YOUNG_GIRLS = (
    "Alice Maja Elsa Ella Wilma Ebba Saga Vera Astrid Freja Olivia Alva Lilly Julia Agnes Stella Nova Klara Iris Signe "
    "Selma Tuva Moa Ida Emma Linnea Nellie Leah Elvira Tilde Amanda Hanna Tyra Isabelle"
)
YOUNG_BOYS = (
    "William Liam Noah Hugo Lucas Elias Oliver Oscar Adam Leo Alexander Arvid Vincent Viktor Melvin Axel Theo Ludvig "
    "Filip Sixten Emil Gustav Nils Malte August Isak Albin Anton Edvin Alvin Max Viggo Simon Jonathan"
)

# Language of the interpreter, women's names, men's names, surnames.
ORIGINS: dict[str, tuple[str, str, str]] = {
    "arabiska": (
        "Fatima Amira Layla Noor Mariam Rima Salma Hanan Yasmin Dina",
        "Omar Ahmad Yousef Khaled Hassan Bilal Samir Tarek Karim Ziad",
        "Haddad Khalil Mansour Nasser Saleh Ibrahim Darwish Hamdan Abbas Aziz",
    ),
    "somaliska": (
        "Hodan Ayaan Amina Sahra Ifrah Halima Deqa Naima",
        "Abdi Mohamed Liban Yusuf Mahad Farah Ismail Guled",
        "Abdi Warsame Hussein Farah Jama Nur Osman Ali",
    ),
    "dari": (
        "Zahra Masuma Shabnam Parwana Nargis Laila",
        "Reza Hamid Mahdi Nawid Farid Jawad",
        "Rezai Hosseini Ahmadi Karimi Mohammadi Haidari",
    ),
    "tigrinja": (
        "Selam Miriam Feven Rahel Helen Saba",
        "Yonas Filmon Samuel Dawit Robel Merhawi",
        "Tesfay Gebremedhin Haile Kidane Berhane Weldu",
    ),
    "ukrainska": (
        "Oksana Olena Iryna Natalia Kateryna Daryna",
        "Andrij Oleksandr Mykola Dmytro Taras Bohdan",
        "Kovalenko Bondarenko Shevchenko Melnyk Tkachenko Kravchuk",
    ),
    "thailändska": (
        "Malee Siriporn Kanya Ploy Nok",
        "Somchai Anan Kittisak Niran",
        "Srisai Chaiyo Wongsa Saetang",
    ),
    "polska": (
        "Agnieszka Katarzyna Ewa Magda Joanna",
        "Piotr Tomasz Marek Pawel Krzysztof",
        "Nowak Wójcik Kaminski",
    ),
    "persiska": (
        "Shirin Parisa Nasrin Leila Mina",
        "Dariush Kaveh Arash Behrouz",
        "Tehrani Jafari Rahimi Moradi",
    ),
    "sorani": ("Shilan Hêro Nian Tara", "Rebin Soran Karwan Dler", "Amin Rashid Mahmoud Karim"),
    "bosniska": ("Amra Selma Jasmina Lejla", "Emir Haris Adnan Mirza", "Hodzic Begic Kovacevic Delic"),
    "finska": ("Tuula Anneli Päivi Marja", "Jukka Pekka Timo Heikki", "Korhonen Virtanen Lahti Mäkinen"),
}

STREETS = (
    "Björkvägen Tallvägen Granvägen Rönngatan Aspvägen Lingonstigen Blåbärsstigen Hjortronvägen Enbärsvägen Åkervägen "
    "Ängsgatan Källvägen Bäckvägen Norrvägen Södergatan Skolgatan Stationsgatan Kyrkogatan Hantverkargatan Smedjegatan "
    "Sågverksvägen Kvarnvägen Backvägen Strandgatan Hamngatan Fiskargatan Lotsvägen Sjövägen Lövvägen Timmervägen "
    "Mejerigatan Trädgårdsgatan Fågelvägen Lärkvägen Svalvägen Orrstigen Tjädervägen Älgstigen Renvägen Solgatan "
    "Vintergatan Norrskensvägen Snickarvägen Vävargatan Lyktvägen Furuvägen Hasselvägen Syrengatan Nyponstigen"
)
