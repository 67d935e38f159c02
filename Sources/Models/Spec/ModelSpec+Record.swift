package import Basics

extension ModelSpec {
  /// What ``init(json:)`` reads again: all that a store may keep, which is never a key.
  package var record: JSON {
    var object = JSONObject()
    object["name"] = .string(name)
    object["url"] = .string(url)
    object["dialect"] = .string(dialect.rawValue)
    object["model"] = .string(model)
    if let keyVariable { object["key_env"] = .string(keyVariable) }
    object["api_version"] = .string(apiVersion)
    if let prices {
      object["prices"] = [
        "input": .double(prices.input.dollars), "cached_input": .double(prices.cachedInput.dollars),
        "output": .double(prices.output.dollars),
      ]
    }
    object["limits"] = ["concurrency": .int(limits.concurrency)]
    if !extra.isEmpty { object["extra"] = .object(extra) }
    return .object(object)
  }
}
