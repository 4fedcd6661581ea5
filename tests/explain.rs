//! What a person reads.

mod common;

use common::{onrecord, onrecord_with};

#[test]
fn a_shipped_article_explained() {
    insta::assert_snapshot!(onrecord(&["explain", "eval/demo/karabakh-call.txt"]).stdout);
}

#[test]
fn nested_reports_explained() {
    let text = "RIA quoted Nino Lomidze, the mayor of Gori, as saying that the road was open. “We did not close it. We never will,” \
                Lomidze told reporters. Her office refused to say who had given the order.";
    insta::assert_snapshot!(onrecord_with(&["explain", "-"], text.as_bytes()).stdout);
}
