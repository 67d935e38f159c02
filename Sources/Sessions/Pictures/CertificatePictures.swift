internal import Basics
internal import Displays
internal import Epochs

extension Pictures {
  static func page(of certificate: Certificate, champion: String, start: String) -> Page {
    let proven = certificate.isLarge
    let verdict: String
    switch certificate.verdict {
    case .promoted:
      verdict =
        proven
        ? "\(champion) is proven better than \(start)."
        : "\(champion) did better than \(start); too few questions to speak of proof."
    case .notProven: verdict = proven ? "No difference is proven." : "No clear difference; there are few questions."
    case .worse: verdict = "\(champion) did worse than \(start)."
    }
    return Page([
      .heading("Certified on the sealed test split"),
      .text(verdict),
      .table(
        Table(
          columns: [
            .init("version"), .init("accuracy", .number), .init("95 % interval", .number), .init("n", .number),
          ],
          rows: [
            [
              Table.Cell(start), Table.Cell(percent(certificate.before)),
              Table.Cell(span(certificate.beforeInterval.lowerBound, certificate.beforeInterval.upperBound)),
              Table.Cell(grouped(certificate.questions)),
            ],
            [
              Table.Cell(champion, .strong),
              Table.Cell(percent(certificate.after), certificate.after > certificate.before ? .good : .plain),
              Table.Cell(span(certificate.afterInterval.lowerBound, certificate.afterInterval.upperBound)),
              Table.Cell(grouped(certificate.questions)),
            ],
          ])),
      .facts([
        .init(
          "families",
          "\(certificate.tally.wins) won, \(certificate.tally.losses) lost, \(certificate.tally.ties) unchanged"),
        .init(
          "difference",
          "\(points(certificate.after - certificate.before)), 95 % interval \(points(certificate.difference.lowerBound)) to \(points(certificate.difference.upperBound))"
        ),
        .init(
          "p",
          "\(certificate.p < 0.0001 ? "< 0.0001" : fixed(certificate.p, 4)) (two-sided, over whole families)"),
        .init("look", "number \(certificate.look) at this split; alpha \(fixed(certificate.alpha, 4))"),
      ]),
    ])
  }

  /// A difference of shares in points: `+12.5 points`.
  static func points(_ difference: Double) -> String {
    (difference > 0 ? "+" : "") + fixed(difference * 100, 1) + " points"
  }
}
