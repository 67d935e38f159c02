/// What general English says about a question, whatever the database.
enum English {
  static let numberWords: [String: Double] = [
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50,
  ]

  /// Reads `1,200`, `2.5` and `15k`; nothing else.
  static func number(_ text: String) -> Double? {
    var digits = text.filter { $0 != "," }
    var scale = 1.0
    if digits.hasSuffix("k") {
      scale = 1000
      digits.removeLast()
    } else if digits.hasSuffix("m"), digits.count > 1 {
      scale = 1_000_000
      digits.removeLast()
    }
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }) else { return nil }
    return Double(digits).map { $0 * scale }
  }

  /// Words that only hold a sentence together.
  private static let glue = words(
    """
    a an the of to is are was were be been being am do does did done will would could can may might shall should there
    it its itself they them their theirs he she his her we us our you your i me my this that these those which
    what who whom whose please also as so then than such and or in on at by for from with within into onto about
    show list give tell find get return display provide name names state report see want know need like let let's
    s t all any some each every per have has had having having's been's how many much when where why if else
    only just both either neither whether while across among between through during out up
    """)
  /// Glue that still tells questions apart.
  private static let hints: [String: Double] = [
    "how": 0.4, "many": 0.4, "much": 0.4, "where": 0.45, "when": 0.45, "who": 0.4, "each": 0.4, "every": 0.4,
    "per": 0.4,
    "all": 0.2, "between": 0.4, "or": 0.3, "name": 0.25, "names": 0.25, "state": 0.5, "through": 0.3, "have": 0.2,
    "has": 0.2, "in": 0.2, "by": 0.3, "both": 0.3, "neither": 0.45, "without": 1, "only": 0.3, "among": 0.2,
  ]

  /// How much a word says about what is asked.
  static func weight(_ word: String) -> Double {
    if let hint = hints[word] { return hint }
    return glue.contains(word) ? 0.1 : 1
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
  }

  /// Columns that a question word or an adjective asks for, when it names none.
  static let attributes: [String: String] = [
    "long": "length duration time", "short": "length duration time", "tall": "height",
    "high": "height elevation altitude",
    "low": "height elevation altitude", "big": "size area population capacity",
    "large": "size area population capacity",
    "small": "size area population capacity", "heavy": "weight mass", "light": "weight mass", "old": "age birth",
    "young": "age birth", "new": "date year time", "late": "date year time", "recent": "date year time",
    "early": "date year time", "cheap": "price cost", "expensive": "price cost amount", "fast": "speed time",
    "slow": "speed time", "good": "rating score rank", "bad": "rating score rank",
    "popular": "popularity population votes",
    "populous": "population", "rich": "income wealth earnings money", "dense": "density", "deep": "depth",
    "wide": "width",
    "where": "location place city address country region state", "when": "date time year", "far": "distance",
    "much": "price cost amount", "who": "name",
  ]
}

/// A word or phrase that says which shape the SQL has.
enum Cue: Sendable, Hashable {
  case count
  /// `AVG`, `SUM`, `MAX` or `MIN`.
  case aggregate(String)
  /// Whether the largest value is meant, and the adjective, which may name a column.
  case superlative(descending: Bool, adjective: String)
  /// `>`, `>=`, `<`, `<=`, `=` or `!=`.
  case comparison(String)
  case between
  /// "or more", after a number.
  case orMore(String)
  case group
  case order
  case direction(descending: Bool)
  case limit(descending: Bool)
  case distinct
  case negation
  case either
  case contains, startsWith, endsWith
  case everything
  case average
  case missing(Bool)
  /// A part of a measure in percent of it.
  case share
  case comparing
}

extension English {
  /// Cue phrases by the hash of their stems, and the longest in words.
  static let cues: [UInt64: Cue] = {
    var table: [UInt64: Cue] = [:]
    func add(_ phrases: String, _ cue: Cue) {
      for phrase in phrases.split(separator: "|") { table[hash(String(phrase))] = cue }
    }
    add("how many|number of|count|count of|total number of|the number|quantity of|how often|total count", .count)
    add("average|mean|avg|on average", .aggregate("AVG"))
    add("total|sum|sum of|combined|overall|total of|how much in total", .aggregate("SUM"))
    add("maximum|max|maximal", .aggregate("MAX"))
    add("minimum|min|minimal", .aggregate("MIN"))
    for (word, adjective) in [
      ("largest", "large"), ("biggest", "big"), ("greatest", ""), ("most", ""), ("highest", "high"),
      ("tallest", "tall"),
      ("longest", "long"), ("newest", "new"), ("latest", "late"), ("most recent", "recent"),
      ("most expensive", "expensive"),
      ("heaviest", "heavy"), ("fastest", "fast"), ("best", "good"), ("oldest", "old"), ("most popular", "popular"),
      ("richest", "rich"), ("most populous", "populous"), ("most populated", "populous"), ("priciest", "expensive"),
      ("densest", "dense"), ("deepest", "deep"), ("widest", "wide"), ("most number of", ""), ("largest number of", ""),
      ("greatest number of", ""), ("highest number of", ""), ("maximum number of", ""), ("most common", ""),
      ("most frequent", ""), ("most often", ""), ("most frequently", ""), ("last", "late"), ("top selling", ""),
      ("bestselling", ""), ("best selling", ""), ("most recently", "recent"), ("predominantly", ""), ("strongest", ""),
      ("most heavily", ""),
    ] { add(word, .superlative(descending: true, adjective: adjective)) }
    for (word, adjective) in [
      ("smallest", "small"), ("least", ""), ("lowest", "low"), ("shortest", "short"), ("fewest", ""),
      ("cheapest", "cheap"),
      ("least expensive", "cheap"), ("lightest", "light"), ("slowest", "slow"), ("worst", "bad"), ("youngest", "young"),
      ("earliest", "early"), ("least common", ""), ("least number of", ""), ("smallest number of", ""),
      ("fewest number of", ""), ("weakest", ""), ("poorest", ""), ("lowest number of", ""),
      ("least populous", "populous"),
      ("least populated", "populous"),
      ("minimum number of", ""), ("least popular", "popular"), ("least frequent", ""), ("sparsest", ""),
    ] { add(word, .superlative(descending: false, adjective: adjective)) }
    add(
      "more than|greater than|larger than|higher than|bigger than|over|above|exceed|longer than|older than|heavier than|taller than|after|later than|greater|more expensive than|beyond|bigger|since after|faster than|deeper than|newer than|exceeding|surpass|better than|in excess of",
      .comparison(">"))
    add(
      "at least|no less than|not less than|no fewer than|minimum of|since|starting from|from at least|on or after|greater than or equal to|a minimum of|starting|not lower than|not below|or above from",
      .comparison(">="))
    add(
      "less than|fewer than|smaller than|lower than|below|under|shorter than|younger than|before|prior to|earlier than|cheaper than|lighter than|slower than|less|worse than|older before",
      .comparison("<"))
    add(
      "at most|no more than|not more than|up to|until|maximum of|on or before|less than or equal to|not greater than|not over|a maximum of|not higher than|not exceed|not exceeding|through to",
      .comparison("<="))
    add("exactly|equal to|equals|equal", .comparison("="))
    add(
      "not equal to|other than|except|except for|excluding|besides|apart from|different from|not named|outside of|outside|leave out|leaving out|left out|leave aside|ignoring|disregarding",
      .comparison("!="))
    add("between|in the range of|ranging from|range from", .between)
    add(
      "or more|or above|or higher|or greater|or larger|or older|or later|and above|and up|or over|or better|plus|and more|or longer",
      .orMore(">="))
    add(
      "or less|or fewer|or below|or lower|or smaller|or younger|or earlier|or under|or before|and below|or shorter",
      .orMore("<="))
    add(
      "for each|each|per|by|for every|every|in each|in every|group by|grouped by|broken down by|by each|of each|across each|for all different|split by|break down by|of every|from each|to each|across|across the|spread over|spread over the|across all|across all the",
      .group)
    add(
      "sorted by|sort by|ordered by|order by|in order of|ranked by|rank by|sort|sorted|in the order of|sorted in|order of|list in order of|arranged by|order the result by|order from",
      .order)
    add(
      "descending|decreasing|desc|in descending order|in descending order of|in decreasing order|in decreasing order of|from highest to lowest|from high to low|from the highest to the lowest|highest first|largest first|from largest to smallest|from most to least|from the most|from oldest to youngest|most recent first|newest first|latest first|from latest to earliest|descending order|descending order of|decreasing order|reverse alphabetical|from the oldest to the youngest|in reverse|best to worst|highest to lowest|largest to smallest",
      .direction(descending: true))
    add(
      "ascending|increasing|asc|in ascending order|in ascending order of|in increasing order|from lowest to highest|from low to high|from the lowest to the highest|lowest first|alphabetical|alphabetically|in alphabetical order|alphabetical order|alphabetic order|lexicographical order|in lexicographical order|alphabetical order of|lexicographic order|lexicographically|from youngest to oldest|from least to most|from smallest to largest|oldest first|earliest first|ascending order|ascending order of|increasing order|chronological order|in chronological order|in alphabetical order of|from the youngest to the oldest|lowest to highest|smallest to largest|in order|chronologically",
      .direction(descending: false))
    add("top|first", .limit(descending: true))
    add("bottom", .limit(descending: false))
    add("different|distinct|unique|all different|various", .distinct)
    add(
      "not|no|without|never|never had|have no|do not have|did not have|nor|neither|lack|lacking|not any|have not|have never|not have|do not|did not|have not had|non",
      .negation)
    add(
      "what percentage of|percentage of|what share of|share of|what percent of|percent of|proportion of|what proportion of|what fraction of|percentage|proportion",
      .share)
    add("compare|versus|vs|compared with|compared to|comparison of|against", .comparing)
    add("either", .either)
    add(
      "contain|containing|include the word|containing the word|contain the word|with the word|have the word|contain the substring|have the substring|include the substring|contain the letter|have the letter|include|including the word",
      .contains)
    add("start with|begin with|starting with|beginning with", .startsWith)
    add("end with|ending with|finish with", .endsWith)
    add(
      "all information|all the information|information|detail|all detail|the detail|every detail|everything|all record|all column|all the detail|full record|all info|info",
      .everything)
    add(
      "above average|above the average|higher than average|higher than the average|more than average|more than the average|greater than average|greater than the average|larger than average|larger than the average|exceed the average|over the average|longer than average|longer than the average|bigger than the average|older than the average|older than average|taller than the average|heavier than the average",
      .average)
    return table
  }()

  /// Cues that compare with the average from below.
  static let belowAverage: Set<UInt64> = Set(
    [
      "below average", "below the average", "lower than average", "lower than the average", "less than average",
      "less than the average", "smaller than the average", "under the average", "shorter than the average",
      "younger than average", "younger than the average", "fewer than the average", "cheaper than the average",
    ].map(hash))

  static func hash(_ phrase: String) -> UInt64 {
    Stem.phrase(phrase.split(separator: " ").map { Stem.hash(String($0)) })
  }
}

extension English {
  /// One spelling for words that ask the same in any database.
  private static let canonicalStems: [UInt64: UInt64] = {
    var table: [UInt64: UInt64] = [:]
    for group in [
      "largest biggest greatest", "large big", "smallest littlest", "people inhabitant resident citizen",
      "list show display give tell name return find", "what which", "average mean", "maximum max", "minimum min",
      "total sum", "usa us america", "kind type sort", "located situated", "shop store", "price cost",
      "buy purchase", "newest latest", "amount quantity",
    ] {
      let stems = group.split(separator: " ").map { Stem.hash(String($0)) }
      for stem in stems.dropFirst() { table[stem] = stems[0] }
    }
    return table
  }()

  static func canonical(_ word: Word) -> UInt64 { canonicalStems[word.stem] ?? word.stem }
}

extension English {
  /// "Monthly sales" are sales by month.
  static let periodAdverbs: [String: String] = [
    "monthly": "month", "quarterly": "quarter", "yearly": "year", "annual": "year", "annually": "year",
    "weekly": "week",
    "daily": "day",
  ]

  /// Words for what a number counts, between it and what is measured: "60,000 dollars of gross profit".
  static let units: Set<String> = [
    "dollar", "dollars", "usd", "euro", "euros", "eur", "pound", "pounds", "percent", "kg", "kilogram", "kilograms",
    "kilo", "kilos", "km", "unit", "units",
  ]
}
