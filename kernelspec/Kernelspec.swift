/// The files that make the kernel known to Jupyter, carried inside the program.
package enum Kernelspec {
  /// `kernel.json` with `{program}` where the program's path goes.
  package static let template = String(decoding: PackageResources.kernel_json, as: UTF8.self)

  package static let logos: [(name: String, bytes: [UInt8])] = [
    ("logo-32x32.png", PackageResources.logo_32x32_png), ("logo-64x64.png", PackageResources.logo_64x64_png),
    ("logo-svg.svg", PackageResources.logo_svg_svg),
  ]
}
