import Databricks
import HTTP
import Testing

@Suite struct ConfigurationTests {
  private static let file = """
    # a comment
    [DEFAULT]
    host = https://default.example.com/
    token = dapi-default

    [shop]
    host: shop.example.com:443
    client_id = id-1
    client_secret = secret-1
    warehouse_id = w1

    [bare]
    host = https://bare.example.com

    [both]
    host = https://both.example.com
    token = dapi-both
    client_id = id-2
    client_secret = secret-2
    [__settings__]
    default_profile = shop
    """

  private func configure(
    host: String? = nil, profile: String? = nil, _ environment: [String: String] = [:], hasFile: Bool = true
  ) throws(ConfigurationError) -> Configuration {
    try Configuration(host: host, profile: profile, environment: environment) { _ in hasFile ? Self.file : nil }
  }

  @Test func whatIsGivenBeatsTheEnvironmentBeatsAProfile() throws {
    let plain = try configure()
    #expect(plain.host == "https://default.example.com" && plain.credentials == .token(Secret("dapi-default")))
    let shop = try configure(profile: "shop")
    #expect(shop.host == "https://shop.example.com" && shop.warehouse == "w1")
    #expect(shop.credentials == .clientSecret(id: "id-1", Secret("secret-1")))
    let mixed = try configure(profile: "shop", ["DATABRICKS_TOKEN": "dapi-env", "DATABRICKS_HOST": "env.example.com"])
    #expect(mixed.host == "https://env.example.com" && mixed.credentials == .token(Secret("dapi-env")))
    let given = try configure(
      host: "given.example.com", ["DATABRICKS_TOKEN": "t", "DATABRICKS_HOST": "env.example.com"])
    #expect(given.host == "https://given.example.com")
    let named = try configure(["DATABRICKS_CONFIG_PROFILE": "shop"])
    #expect(named.host == "https://shop.example.com")
    let chosen = try configure(profile: "both", ["DATABRICKS_AUTH_TYPE": "oauth-m2m"])
    #expect(chosen.credentials == .clientSecret(id: "id-2", Secret("secret-2")))
    #expect(try configure(host: "http://127.0.0.1:8080", ["DATABRICKS_TOKEN": "t"]).host == "http://127.0.0.1:8080")
  }

  @Test(
    arguments: [
      (nil, nil, [:], false, ConfigurationError.noHost),
      ("a b", nil, ["DATABRICKS_TOKEN": "t"], true, .badHost("a b")),
      ("http://far.example.com", nil, ["DATABRICKS_TOKEN": "t"], true, .insecure(host: "far.example.com")),
      (nil, "bare", [:], true, .noCredentials(wanted: nil)),
      (nil, "shop", ["DATABRICKS_AUTH_TYPE": "pat"], true, .noCredentials(wanted: "pat")),
      (nil, "both", [:], true, .severalMethods(["pat", "oauth-m2m"])),
      (nil, "shop", ["DATABRICKS_AUTH_TYPE": "azure-cli"], true, .unsupported(authentication: "azure-cli")),
      (
        nil, "shpo", ["HOME": "/home/me"], true,
        .noProfile("shpo", path: "/home/me/.databrickscfg", known: ["DEFAULT", "bare", "both", "shop"])
      ),
    ] as [(String?, String?, [String: String], Bool, ConfigurationError)])
  func whatIsMissingIsSaid(
    host: String?, profile: String?, environment: [String: String], hasFile: Bool, error: ConfigurationError
  ) {
    #expect(throws: error) { try configure(host: host, profile: profile, environment, hasFile: hasFile) }
    #expect(!error.sentence.isEmpty && !error.hint.isEmpty)
  }

  @Test func noSecretIsShown() throws {
    let configuration = try configure(profile: "shop")
    #expect(!"\(configuration)".contains("secret-1") && !String(reflecting: configuration).contains("secret-1"))
    var dumped = ""
    dump(configuration, to: &dumped)
    #expect(!dumped.contains("secret-1"))
  }
}
