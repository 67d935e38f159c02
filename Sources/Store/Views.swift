/// What a person queries: a name, what a row is, and how it is made.
package struct StoreView: Sendable {
  package let name: String
  package let summary: String
  let query: String
}

extension Schema {
  static let views: [StoreView] = [
    StoreView(
      name: "versions", summary: "a row for each version of the space",
      query: """
        SELECT 'v' || v.number AS version,
          (SELECT 'v' || max(p.number) FROM version_log p WHERE p.hash = v.parent AND p.number < v.number) AS parent,
          json_array_length(v.patches) AS changes,
          (SELECT number FROM epoch_log e WHERE e.id = v.epoch) AS epoch,
          \(time("v.made")) AS made, v.hash AS content
        FROM version_log v ORDER BY v.number
        """),
    StoreView(
      name: "questions", summary: "the evalset in use; of the sealed test split only ids and families",
      query: """
        SELECT q.id AS question, q.family, q.split, CASE q.split WHEN 'test' THEN NULL ELSE q.text END AS text,
          CASE q.split WHEN 'test' THEN NULL ELSE q.sql END AS sql, q.difficulty, q.category, q.database
        FROM question_log q
        WHERE q.evalset = (SELECT value FROM state WHERE key = 'evalset')
          AND q.splits = (SELECT value FROM state WHERE key = 'splits')
        ORDER BY q.position
        """),
    StoreView(
      name: "runs", summary: "a row for each version measured on a split",
      query: """
        SELECT 'r' || r.number AS run, \(versionName("r.version")) AS version, \(evalsetName("r")) AS evalset, r.split,
          r.samples, r.epoch, json_extract(r.summary, '$.questions') AS questions, json_extract(r.summary, '$.counted') AS counted,
          json_extract(r.summary, '$.right') AS "right", json_extract(r.summary, '$.accuracy') AS accuracy,
          (SELECT sum(e.microseconds) / 1e6 FROM run_evaluations x JOIN evaluations e ON e.id = x.evaluation
            WHERE x.run = r.number) AS seconds,
          json_extract(r.summary, '$.cost') AS cost, \(time("r.made")) AS made, \(evalsetContent("r")) AS evalset_content
        FROM run_log r ORDER BY r.number
        """),
    StoreView(
      name: "traces", summary: "a row for each sample of each question of each run",
      query: """
        SELECT 'r' || r.number AS run, \(versionName("r.version")) AS version, r.split, e.question, e.sample, e.outcome,
          e.reason, e.sql, json_extract(e.verdicts, '$[0].ruling') AS result, json_extract(e.trace, '$.answer') AS answer,
          e.microseconds / 1e6 AS seconds, e.tokens, e.cost, e.trace
        FROM run_log r JOIN run_evaluations x ON x.run = r.number JOIN evaluations e ON e.id = x.evaluation
        ORDER BY r.number, x.position
        """),
    StoreView(
      name: "verdicts", summary: "a row for each judge on each trace",
      query: """
        SELECT 'r' || r.number AS run, \(versionName("r.version")) AS version, r.split, e.question, e.sample,
          json_extract(j.value, '$.judge') AS judge, json_extract(j.value, '$.ruling') AS ruling,
          json_extract(j.value, '$.reason') AS reason, json_extract(j.value, '$.rationale') AS rationale
        FROM run_log r JOIN run_evaluations x ON x.run = r.number JOIN evaluations e ON e.id = x.evaluation
          JOIN json_each(e.verdicts) j
        ORDER BY r.number, x.position, j.key
        """),
    StoreView(
      name: "epochs", summary: "a row for each step of the optimizer",
      query: """
        SELECT e.number AS epoch, \(evalsetName("e")) AS evalset, coalesce(e.decision, 'unfinished') AS decision,
          \(versionName("e.champion")) AS champion, \(versionName("e.version")) AS version,
          json_array_length(e.patches) AS changes, json_extract(e.summary, '$.train.before') AS train_before,
          json_extract(e.summary, '$.train.after') AS train_after,
          json_extract(e.summary, '$.validation.before') AS validation_before,
          json_extract(e.summary, '$.validation.after') AS validation_after,
          json_extract(e.summary, '$.train.questions') AS train_questions,
          json_extract(e.summary, '$.validation.questions') AS validation_questions,
          (e.ended - e.began) / 1e6 AS seconds, \(time("e.began")) AS began, \(evalsetContent("e")) AS evalset_content
        FROM epoch_log e ORDER BY e.id
        """),
    StoreView(
      name: "patches", summary: "a row for each change that was tried, and what became of it",
      query: """
        SELECT e.number AS epoch, f.fate, json_extract(f.content, '$.lever') AS lever, f.description, f.wins, f.losses,
          f.ties, f.note, json_extract(f.content, '$.reason') AS reason, json_extract(f.content, '$.origin') AS proposer,
          f.patch
        FROM fate_log f JOIN epoch_log e ON e.id = f.epoch ORDER BY e.id, f.position, f.fate
        """),
    StoreView(
      name: "costs", summary: "what each run took",
      query: """
        SELECT 'r' || r.number AS run, r.epoch, count(*) AS answers, sum(e.microseconds) / 1e6 AS seconds,
          sum(e.tokens) AS tokens, sum(e.cost) AS cost
        FROM run_log r JOIN run_evaluations x ON x.run = r.number JOIN evaluations e ON e.id = x.evaluation
        GROUP BY r.number ORDER BY r.number
        """),
    StoreView(
      name: "spending", summary: "what the models of each role used in all sessions",
      query: "SELECT role, calls, tokens, nanodollars / 1e9 AS dollars FROM spend_log ORDER BY role"),
    StoreView(
      name: "looks", summary: "a row for each look at a sealed test split",
      query: """
        SELECT l.number AS look, \(versionName("l.champion")) AS champion, \(versionName("l.start")) AS start, l.alpha,
          \(evalsetName("l")) AS evalset,
          json_extract(l.result, '$.questions') AS questions, json_extract(l.result, '$.before') AS before,
          json_extract(l.result, '$.after') AS after, json_extract(l.result, '$.p') AS p,
          json_extract(l.result, '$.verdict') AS verdict, \(time("l.opened")) AS opened
        FROM look_log l ORDER BY l.id
        """),
  ]

  private static func versionName(_ hash: String) -> String {
    "(SELECT 'v' || min(number) FROM version_log WHERE hash = \(hash))"
  }

  private static func evalsetName(_ row: String) -> String {
    "(SELECT name FROM evalset_log n WHERE n.hash = \(row).evalset AND n.splits = \(row).splits)"
  }

  /// Tells evalsets of one name apart; the session has the same in ``Store/content(of:)``.
  private static func evalsetContent(_ row: String) -> String {
    "substr(\(row).evalset, 1, 10) || substr(\(row).splits, 1, 10)"
  }

  private static func time(_ microseconds: String) -> String {
    "strftime('%Y-%m-%d %H:%M:%S', \(microseconds) / 1000000, 'unixepoch')"
  }
}
