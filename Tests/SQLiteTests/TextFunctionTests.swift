import SQLite
import Testing

@Suite struct TextFunctionTests {
  private func value(_ expression: String) throws -> SQLValue {
    let connection = try Connection(.memory, mode: .readWrite)
    try connection.addTextFunctions()
    return try #require(connection.query("SELECT \(expression)").first?.first)
  }

  @Test(arguments: [
    ("'abc' REGEXP 'b'", 1), ("'abc' REGEXP '^b'", 0), ("'abc' REGEXP 'c$'", 1), ("'abc' REGEXP '^a.c$'", 1),
    ("'aXc' REGEXP '[A-Z]'", 1), ("'abc' REGEXP '[^a-c]'", 0), ("'a-b' REGEXP '[a\\-]-b'", 1), ("'' REGEXP '^$'", 1),
    ("'colour' REGEXP 'colou?r'", 1), ("'color' REGEXP 'colou?r'", 1), ("'aaa' REGEXP '^a{2,3}$'", 1),
    ("'aaaa' REGEXP '^a{2,3}$'", 0), ("'aaaa' REGEXP '^a{2,}$'", 1), ("'x{2' REGEXP 'x\\{2'", 1),
    ("'a1' REGEXP '\\d'", 1), ("'ab' REGEXP '\\d'", 0), ("'a b' REGEXP '\\s\\w'", 1), ("'JOIN' REGEXP '(?i)join'", 1),
    ("'JOIN' REGEXP 'join'", 0), ("'left join' REGEXP '\\bjoin\\b'", 1), ("'rejoining' REGEXP '\\bjoin\\b'", 0),
    ("'cat' REGEXP '^(cat|dog)s?$'", 1), ("'cow' REGEXP '^(?:cat|dog|)$'", 0), ("'abab' REGEXP '^(ab)+$'", 1),
    ("'aba' REGEXP '^(ab)+$'", 0), ("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' REGEXP '^(a+)+$'", 0), ("12 REGEXP '^1'", 1),
    ("'é中' REGEXP '^..$'", 1), ("'a]' REGEXP '[]]'", 1),
  ])
  func patterns(expression: String, expected: Int64) throws {
    #expect(try value(expression) == .integer(expected), "\(expression)")
  }

  @Test(arguments: ["(", ")", "[a", "*", "a**{", "\\", "(?=a)", "a{5000}{5000}", "[z-a]"])
  func whatIsNoPatternIsNull(pattern: String) throws {
    let result = try value("'a' REGEXP '\(pattern)'")
    #expect(result.isNull || pattern == "a**{")
  }

  @Test func similarityIsOneForTheSame() throws {
    #expect(try value("similarity('Total  revenue', 'total revenue')") == 1.0)
    #expect(try value("similarity('', '')") == 1.0)
    #expect(try value("similarity('abc', 'xyz')") == 0.0)
    #expect(try value("similarity('revenue', 'revenues') > similarity('revenue', 'orders')") == 1)
    #expect(try value("similarity(NULL, 'a')").isNull)
  }

  @Test func tokensAreCounted() throws {
    #expect(try value("token_count('')") == 0)
    #expect(try value("token_count('one, two')") == 3)
    #expect(try value("token_count('internationally')") == 4)
  }
}
