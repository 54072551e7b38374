//! Pages of scripts with spaces between words.

use super::{check_page, proposed};

/// Three articles of a page whose headings have no stop.
const PLAIN_HEADINGS: &str = concat!(
    "Le pont neuf\n\nLes maçons ont posé hier la dernière pierre du pont\nneuf, devant une foule venue de toute la vallée par\nles chemins de la montagne.\n\n",
    "La foire aux laines\n\nOn a compté sur la place du marché cent vingt bancs\nde plus que l'an passé à pareille époque.\n\n",
    "Une école de plus\n\nLe conseil a voté les crédits pour bâtir une école\ndans le quartier haut, près des vieux lavoirs.\n",
);

/// What they read.
const PLAIN_READS: &str = concat!(
    "headline: Le pont neuf\n",
    "body: Les maçons ont posé hier la dernière pierre du pont neuf, devant une foule venue de toute la vallée par les chemins de la montagne.\n",
    "--\n",
    "headline: La foire aux laines\n",
    "body: On a compté sur la place du marché cent vingt bancs de plus que l'an passé à pareille époque.\n",
    "--\n",
    "headline: Une école de plus\n",
    "body: Le conseil a voté les crédits pour bâtir une école dans le quartier haut, près des vieux lavoirs.",
);

#[test]
fn english_headings_stand_in_capitals() {
    check_page(
        concat!(
            "THE LIBRARY\n",
            "\n",
            "The reading rooms of the library will be open un-\n",
            "til nine in the evening from next month, as the\n",
            "committee decided on Monday. The readers may enter\n",
            "with their tickets, and the rooms will not be closed\n",
            "on Sundays.\n",
            "The librarian said that sixty new chairs had been\n",
            "bought, and that the lamps were new as well. The\n",
            "hours of the lending desk remain as they are.\n",
        ),
        concat!(
            "headline: THE LIBRARY\n",
            "body: The reading rooms of the library will be open until nine in the evening from next month, as the committee decided on Monday. The readers may enter with their tickets, and the rooms will not be closed on Sundays.\n",
            "body: The librarian said that sixty new chairs had been bought, and that the lamps were new as well. The hours of the lending desk remain as they are.",
        ),
    );
}

#[test]
fn french_lines_join_over_their_hyphens() {
    check_page(
        concat!(
            "Les salles de lecture seront ouvertes jus-\n",
            "qu'à neuf heures du soir à partir du mois\n",
            "prochain. Les lecteurs entreront avec leur\n",
            "carte, et les salles ne fermeront pas le di-\n",
            "manche.\n",
            "\n",
            "Soixante chaises ont été achetées, et les\n",
            "lampes sont neuves. Le prêt des livres ne\n",
            "change pas.\n",
        ),
        concat!(
            "body: Les salles de lecture seront ouvertes jusqu'à neuf heures du soir à partir du mois prochain. Les lecteurs entreront avec leur carte, et les salles ne fermeront pas le dimanche.\n",
            "body: Soixante chaises ont été achetées, et les lampes sont neuves. Le prêt des livres ne change pas.",
        ),
    );
}

#[test]
fn a_clean_english_page_comes_back_as_it_is() {
    check_page(
        concat!(
            "Library Opens Until Nine\n",
            "\n",
            "The reading rooms of the library will be open until\n",
            "nine in the evening from next month, as the committee\n",
            "decided on Monday. The readers may enter with their\n",
            "tickets, and the rooms will not be closed on Sundays.\n",
            "\n",
            "The librarian said that sixty new chairs had been\n",
            "bought, and that the lamps were new as well. The\n",
            "hours of the lending desk remain as they are.\n",
            "\n",
            "\"Most of our readers in the evening are students,\"\n",
            "she said. \"They have nowhere else to sit.\"\n",
        ),
        concat!(
            "headline: Library Opens Until Nine\n",
            "body: The reading rooms of the library will be open until nine in the evening from next month, as the committee decided on Monday. The readers may enter with their tickets, and the rooms will not be closed on Sundays.\n",
            "body: The librarian said that sixty new chairs had been bought, and that the lamps were new as well. The hours of the lending desk remain as they are.\n",
            "body: \"Most of our readers in the evening are students,\" she said. \"They have nowhere else to sit.\"",
        ),
    );
}

#[test]
fn a_name_with_a_stop_signs_the_article_above_where_headings_have_none() {
    let page = PLAIN_HEADINGS.replace("époque.\n", "époque.\n\nJean MERCADIER.\n");
    check_page(
        &page,
        concat!(
            "headline: Le pont neuf\n",
            "body: Les maçons ont posé hier la dernière pierre du pont neuf, devant une foule venue de toute la vallée par les chemins de la montagne.\n",
            "--\n",
            "headline: La foire aux laines\n",
            "body: On a compté sur la place du marché cent vingt bancs de plus que l'an passé à pareille époque.\n",
            "byline: Jean MERCADIER.\n",
            "--\n",
            "headline: Une école de plus\n",
            "body: Le conseil a voté les crédits pour bâtir une école dans le quartier haut, près des vieux lavoirs.",
        ),
    );
}

#[test]
fn a_short_sentence_is_no_heading_where_headings_have_no_stop() {
    let page =
        PLAIN_HEADINGS.replace("montagne.\n", "montagne.\n\nIl ne manque que la grille.\n\n* *\n\nElle viendra.\n");
    check_page(
        &page,
        concat!(
            "headline: Le pont neuf\n",
            "body: Les maçons ont posé hier la dernière pierre du pont neuf, devant une foule venue de toute la vallée par les chemins de la montagne.\n",
            "body: Il ne manque que la grille.\n",
            "body: * *\n",
            "body: Elle viendra.\n",
            "--\n",
            "headline: La foire aux laines\n",
            "body: On a compté sur la place du marché cent vingt bancs de plus que l'an passé à pareille époque.\n",
            "--\n",
            "headline: Une école de plus\n",
            "body: Le conseil a voté les crédits pour bâtir une école dans le quartier haut, près des vieux lavoirs.",
        ),
    );
}

#[test]
fn a_masthead_is_furniture_down_to_the_first_heading() {
    let head = "L'Écho du Val\n\nPrix du numéro : 5 centimes\n\nABONNEMENTS : Un an, 12 fr.\n\nJeudi 4 mai 1899\n\n";
    let page = format!("{head}{PLAIN_HEADINGS}");
    check_page(
        &page,
        &format!(
            "{PLAIN_READS}\n--\nfurniture: L'Écho du Val\n--\nfurniture: Prix du numéro : 5 centimes\n--\nfurniture: ABONNEMENTS : Un an, 12 fr.\n--\nfurniture: Jeudi 4 mai 1899"
        ),
    );
}

#[test]
fn a_part_of_the_masthead_at_the_top_of_a_later_column_is_furniture() {
    let parts = "\nABONNEMENTS : Un an, 12 fr.\nSix mois, 7 fr.\n\nJeudi\n4\nmai\n1899\n";
    let read = proposed(&format!("L'Écho du Val, journal quotidien\n\n{PLAIN_HEADINGS}{parts}"));
    for own in ["ABONNEMENTS : Un an, 12 fr.", "Six mois, 7 fr.", "Jeudi", "1899"] {
        assert!(read.contains(&format!("furniture: {own}")), "{own}: {read}");
    }
}

#[test]
fn advertisements_and_dispatches_of_a_front_page_are_no_part_of_its_masthead() {
    for below in [
        "ANNONCES\n\nÀ vendre, 12 fr. le sac.\nS'adresser au bureau.\n\nCheval à vendre, 400 fr.\nRue Basse, 7.\n",
        "Berlin, jeudi 4 mai.\nOn annonce la mort du prince.\n\nVienne, vendredi 5 mai.\nL'empereur est rentré hier.\n",
        "L'année a été bonne pour les vignes.\n\nLe bureau de poste sera ouvert le soir.\n",
    ] {
        let first = below.lines().next().unwrap();
        let read = proposed(&format!("L'Écho du Val, journal quotidien\n\n{PLAIN_HEADINGS}\n{below}"));
        assert!(!read.contains(&format!("furniture: {first}")), "{read}");
    }
}

#[test]
fn the_name_of_a_section_over_a_heading_is_furniture() {
    let read = proposed(&PLAIN_HEADINGS.replace("La foire", "ÉTRANGER\n\nLa foire"));
    assert!(read.contains("furniture: ÉTRANGER") && read.contains("headline: La foire aux laines\n"), "{read}");
    let read = proposed(&PLAIN_HEADINGS.replace("La foire", "NOUVELLES DIVERSES\nLa foire"));
    assert!(read.contains("furniture: NOUVELLES DIVERSES"), "{read}");
    // A heading of two lines may begin with a name of one word.
    let read = proposed(&PLAIN_HEADINGS.replace("La foire aux laines", "ANGLETERRE\nLA FOIRE AUX LAINES"));
    assert!(!read.contains("furniture"), "{read}");
    // Over a text it is that text's heading.
    let read = proposed(&PLAIN_HEADINGS.replace("La foire aux laines\n", "Faits divers\n"));
    assert!(read.contains("headline: Faits divers\nbody: On a compté"), "{read}");
}

#[test]
fn a_heading_in_small_letters_over_two_lines_is_one() {
    let page = PLAIN_HEADINGS.replace("Une école de plus\n", "Le quartier haut\naura enfin son école\n");
    check_page(
        &page,
        concat!(
            "headline: Le pont neuf\n",
            "body: Les maçons ont posé hier la dernière pierre du pont neuf, devant une foule venue de toute la vallée par les chemins de la montagne.\n",
            "--\n",
            "headline: La foire aux laines\n",
            "body: On a compté sur la place du marché cent vingt bancs de plus que l'an passé à pareille époque.\n",
            "--\n",
            "headline: Le quartier haut aura enfin son école\n",
            "body: Le conseil a voté les crédits pour bâtir une école dans le quartier haut, près des vieux lavoirs.",
        ),
    );
}

#[test]
fn the_line_over_a_page_and_the_one_that_names_the_printer_are_furniture() {
    let head = "L'Écho du Val — jeudi 4 mai 1899\nPage 2\n\n";
    let page = format!("{head}{PLAIN_HEADINGS}\n\nImprimerie Vallon, rue Basse.\n");
    check_page(
        &page,
        &format!(
            "{PLAIN_READS}\n--\nfurniture: L'Écho du Val — jeudi 4 mai 1899\n--\nfurniture: Page 2\n--\nfurniture: Imprimerie Vallon, rue Basse."
        ),
    );
}

#[test]
fn a_day_and_a_year_in_the_first_words_of_a_text_are_no_head_of_a_page() {
    let page = "Paris, lundi 3 mai 1899, de notre correspondant. Les maçons\n".to_owned();
    let page = page
        + "ont posé hier la dernière pierre du pont neuf, devant une foule\nvenue de toute la vallée par les chemins de la montagne.\n";
    check_page(
        &page,
        "body: Paris, lundi 3 mai 1899, de notre correspondant. Les maçons ont posé hier la dernière pierre du pont neuf, devant une foule venue de toute la vallée par les chemins de la montagne.",
    );
}

#[test]
fn a_headline_or_a_dateline_alone_at_the_top_is_no_line_over_the_page() {
    for top in ["Incendie.\nLundi 3 mai 1899", "Le grand lundi de 1871", "Paris, lundi 3 mai 1899."] {
        let read = proposed(&format!("{top}\n\n{PLAIN_HEADINGS}"));
        assert!(!read.contains("furniture"), "{top}: {read}");
    }
}

#[test]
fn a_sentence_that_names_a_printer_stays_in_its_text() {
    let page = PLAIN_HEADINGS.to_owned()
        + "\nOn lira le discours dans la brochure que la ville a fait\nimprimerie Vallon tirer hier.\n";
    let read = proposed(&page);
    assert!(!read.contains("furniture"), "{read}");
    let read = proposed(
        "Imprimerie Vallon en feu\n\nLes maçons ont vu brûler hier au soir la maison où\ndepuis cent ans on tirait le journal de la vallée.\n",
    );
    assert!(!read.contains("furniture"), "{read}");
}
