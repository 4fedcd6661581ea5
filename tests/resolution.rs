//! Whom pronouns, nouns and headlines mean, and what a denial answers, on short invented articles.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use common::onrecord_with;
use serde_json::{Value, json};

fn record(text: &str) -> Value {
    let line = json!({"id": "a", "text": text}).to_string();
    let run = onrecord_with(&["extract", "--progress", "off", "-"], line.as_bytes());
    assert_eq!(run.status, 0, "{}", run.stderr);
    run.records().remove(0)
}

/// Cue and speaker of each relation: the entity's name, or the speaker's own words in brackets where it is nobody's.
fn speakers(text: &str) -> Vec<String> {
    let record = record(text);
    let name = |arg: &Value| {
        let entity = record["entities"].as_array().unwrap().iter().find(|e| e["id"] == arg["entity"]);
        entity
            .map_or_else(|| format!("({})", arg["text"].as_str().unwrap()), |e| e["name"].as_str().unwrap().to_owned())
    };
    let speaker = |relation: &Value| {
        let args = relation["args"].as_array().unwrap();
        args.iter().find(|arg| arg["role"] == "speaker").map_or_else(|| "nobody".to_owned(), name)
    };
    let relations = record["relations"].as_array().unwrap();
    relations.iter().map(|r| format!("{}: {}", r["cue"]["text"].as_str().unwrap(), speaker(r))).collect()
}

macro_rules! means {
    ($($name:ident: $text:literal => $expected:expr;)*) => { $(
        #[test]
        fn $name() {
            assert_eq!(speakers($text), $expected);
        }
    )* };
}

means! {
    a_given_name_tells_she_from_he:
        "Kwabena Mensah criticised Adwoa Konadu on Monday. She said the figures were old."
        => ["criticised: Kwabena Mensah", "said: Adwoa Konadu"];
    a_title_tells_too:
        "Mr Lindqvist accused Mrs Sorel of delay. She denied it."
        => ["accused: Lindqvist", "denied: Sorel"];
    said_before_a_name_is_no_given_name:
        "“The figures are old,” said Anna Berg. She denied any delay."
        => ["said: Anna Berg", "denied: Anna Berg"];
    an_age_means_the_person_of_that_age:
        "Anna Berg, 49, left the mill on Monday. Lucas Brandt stayed. The 49-year-old denied that she had slept."
        => ["denied: Anna Berg"];
    a_body_behind_what_tells_which:
        "The group that held the pair, the Azawad Salvation Front, said that it had let them go."
        => ["said: Azawad Salvation Front"];
    two_of_one_surname_stay_two:
        "Dervla Keaney denied the charge. Ms Keaney thanked the court. Her brother, Fiachra Keaney, criticised it. Ms Keaney apologised."
        => ["denied: Dervla Keaney", "thanked: Dervla Keaney", "criticised: Fiachra Keaney", "apologised: Dervla Keaney"];
    a_relative_pronoun_means_the_name_before_it:
        "The Harbour Union, a trade body, which denied the report, thanked the crew."
        => ["denied: Harbour Union", "thanked: Harbour Union"];
    a_company_is_one_by_its_trade:
        "Zenvale Capital, an asset manager, met the Harbour Council. The company denied the report."
        => ["met: Zenvale Capital", "denied: Zenvale Capital"];
    an_age_speaks:
        "Leanne Kerrigan, 51, wept. The 51-year-old accused police of a cover-up."
        => ["accused: Leanne Kerrigan"];
    who_stands_behind_with_speaks:
        "The Harbour Union asked members to wait, with its chairman, Elijah Mutiso, saying that talks went on."
        => ["asked: Harbour Union", "saying: Elijah Mutiso"];
    a_title_is_no_part_of_a_name:
        "Maulana Abdul Rahman Rashidi denied the charge. Cr Nankervis thanked him. Trevor Nankervis is a councillor."
        => ["denied: Abdul Rahman Rashidi", "thanked: Trevor Nankervis"];
    the_mayor_is_not_his_deputy:
        "Mayor Trevor Nankervis opened the fair. Deputy mayor Samantha Quach stayed away. The mayor denied that he had shouted."
        => ["denied: Trevor Nankervis"];
    who_acted_last_goes_before_who_spoke_earlier:
        "“We are safe,” said Lucas Brandt. Erik Brandt flew to Oslo on Friday. He denied that the mill had closed."
        => ["said: Lucas Brandt", "denied: Erik Brandt"];
    a_place_tells_which_minister:
        "Bolivia’s interior minister denied the report. Interior Minister Walter Choque had been in Lima."
        => ["denied: Walter Choque"];
    people_counted_together_speak_together:
        "On Monday 31 teachers and lawyers denied the report."
        => ["denied: 31 teachers and lawyers"];
    behind_a_semicolon_goes_on_who_spoke_since:
        "Tirana accused the guards of theft; Belgrade calls the allegation a fantasy and says that nobody crossed."
        => ["accused: Tirana", "calls: Belgrade", "says: Belgrade"];
    a_name_behind_the_head_tells_more_than_one_before_it:
        "Nato ally Turkey said that the talks had failed."
        => ["said: Turkey"];
    a_body_that_only_modifies_does_not_speak:
        "A former Interfax engineer denied the leak."
        => ["denied: A former Interfax engineer"];
    a_day_does_not_speak:
        "The mill’s owner, Gloria Berg, said Tuesday that the filters were new."
        => ["said: Gloria Berg"];
    the_company_is_the_only_one:
        "Halden Metals denied that its furnace had leaked. Officials took samples on Friday. The company said the filters were new."
        => ["denied: Halden Metals", "said: Halden Metals"];
    a_role_by_another_word:
        "The captain, Taras Moroz, left the bridge at nine. The skipper denied that he had slept."
        => ["denied: Taras Moroz"];
    a_name_before_a_colon:
        "Martin Kowal: “We will not sell the mill.”"
        => [":: Martin Kowal"];
    a_headline_without_a_tagged_verb:
        "Chief minister condoles with families as toll rises\n\nThe flood came at night. Two bridges are closed."
        => ["condoles: Chief minister"];
}

#[test]
fn a_denial_names_the_accusation_it_answers() {
    let record = record(
        "The union accused Halden Metals of hiding the readings. The town was calm on Monday.\n\nHalden Metals rejected the accusation.",
    );
    let relations = record["relations"].as_array().unwrap();
    let of = |kind: &str| relations.iter().find(|r| r["type"] == kind).unwrap();
    assert_eq!(of("denied")["answers"], of("accused")["id"]);
    assert!(of("accused")["answers"].is_null());
}
