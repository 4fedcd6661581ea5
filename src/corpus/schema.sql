-- The database of `onrecord link`: one SQLite file. Days are ISO dates (UTC); offsets count characters (code points) of
-- articles.text from 0, half-open; `act` is a relation of a record.
pragma user_version = 1;

create table meta (key text primary key, value text) without rowid;   -- schema, tool, model, rule set, counts, how it was made

create table articles (
  article integer primary key,          -- in order of reading
  id text not null,                     -- the record's
  outlet text,                          -- host of the address without "www.", else the field that --outlet names, else null
  url text, host text, title text, byline text,
  published text, day text,             -- as written; as a date, where it is one
  lang text, status text not null, chars integer not null, prefix_chars integer not null,
  text text,                            -- null of records without text
  text_sha256 text,
  story integer references stories,     -- the group of reprints it belongs to, null of articles by themselves
  copied real                           -- share of its words that stand in an earlier article of its story
);
create index articles_day on articles (day);
create index articles_outlet on articles (outlet, day);
create index articles_story on articles (story);

create table blocks (article integer not null references articles, start integer not null, end integer not null, kind text not null);
create index blocks_article on blocks (article);

-- Persons, bodies and places over all articles. An unnamed source is an actor of one article.
create table actors (
  actor integer primary key,
  key text not null unique,             -- stays when the corpus is linked again: hash of type and name (and what keeps namesakes apart)
  type text not null, named integer not null, name text not null,
  country text, sector text,
  articles integer not null, acts integer not null,   -- acts: as speaker
  first_day text, last_day text
);
create index actors_acts on actors (named, acts);
create table actor_names (actor integer not null references actors, name text not null, articles integer not null, primary key (actor, name)) without rowid;
create table actor_titles (actor integer not null references actors, title text not null, articles integer not null, first_day text, last_day text, primary key (actor, title)) without rowid;
create table actor_ids (actor integer not null references actors, source text not null, id text not null, primary key (actor, source, id)) without rowid;

create table entities (
  article integer not null references articles, entity text not null, actor integer not null references actors,
  type text not null, named integer not null, name text not null, affiliation text, country text, sector text,
  primary key (article, entity)
) without rowid;
create index entities_actor on entities (actor);
create table mentions (
  article integer not null references articles, mention text not null, entity text, kind text not null, start integer not null, end integer not null,
  primary key (article, mention)
) without rowid;

create table acts (
  act integer primary key,
  article integer not null references articles, relation text not null,
  type text not null, rule text not null, quote text not null, polarity text not null, modality text not null, score real,
  cue_start integer not null, cue_end integer not null, cue text not null,
  speaker integer references actors,    -- the first speaker, as `speaker_text`, `content` are the first of theirs; all stand in args
  speaker_text text, speaker_named integer,            -- null where no actor
  content text,
  evidence_start integer not null, evidence_end integer not null, evidence text,
  cameo text, plover text,
  quotation integer references quotations,
  day text, outlet text                 -- the article's, for lists and charts
);
create index acts_article on acts (article);
create index acts_speaker on acts (speaker, day);
create index acts_type on acts (type, day);
create index acts_day on acts (day, type, outlet, speaker, speaker_named, quote, polarity, modality);   -- covers what the viewer lists and counts
create index acts_quotation on acts (quotation);

create table args (
  act integer not null references acts, number integer not null, role text not null,
  actor integer references actors, entity text, text text not null, start integer not null, end integer not null,
  spans text not null,                  -- JSON, [[start,end],…]
  metonym integer not null, value text,
  primary key (act, number)
) without rowid;
create index args_actor on args (actor, role);

create table chains (act integer not null references acts, number integer not null, through integer not null references acts, primary key (act, number)) without rowid;

-- Articles that reprint one another.
create table stories (story integer primary key, first integer not null references articles, articles integer not null, outlets integer not null);

-- One utterance in its wordings: equal or nearly equal quotations under one name.
create table quotations (
  quotation integer primary key, speaker integer references actors, words text not null,   -- as first seen
  first integer not null references acts, first_day text,
  acts integer not null, articles integer not null, outlets integer not null,
  independent_sources integer not null, -- groups of articles that do not reprint one another
  wordings integer not null
);
create index quotations_speaker on quotations (speaker);

-- A later wording that differs from the first of its quotation.
create table drifts (
  act integer primary key references acts, original integer not null references acts, quotation integer not null references quotations,
  kind text not null,                   -- shortened | extended | altered
  similarity real not null,
  changes text not null                 -- JSON, [["same"|"gone"|"new", "words"],…] from the original to the later wording
);
create index drifts_quotation on drifts (quotation);

-- A denial and the claim that it answers.
create table answers (
  denial integer not null references acts, claim integer not null references acts,
  within integer not null,              -- both in one article, by the record itself
  days integer, score real,
  primary key (denial, claim)
) without rowid;
create index answers_claim on answers (claim);

create virtual table articles_fts using fts5 (title, text, content='articles', content_rowid='article', tokenize="unicode61 remove_diacritics 2");
create virtual table acts_fts using fts5 (content, speaker, cue, content='', tokenize="unicode61 remove_diacritics 2");  -- rowid is the act
create virtual table actors_fts using fts5 (names, content='', tokenize="unicode61 remove_diacritics 2", prefix='2 3');   -- rowid is the actor
