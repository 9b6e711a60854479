// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "holdfast",
    products: [
        .executable(name: "holdfast", targets: ["holdfast"]),
        // What the package in Benchmarks times.
        .library(name: "QueueTheory", targets: ["QueueTheory"]),
        .library(name: "Randomness", targets: ["Randomness"]),
        .library(name: "Experiments", targets: ["Experiments"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        // What the house stands on: the GNU Scientific Library with our own generators beneath its samplers, and
        // the GNU Linear Programming Kit.
        .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
        .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"]), .brew(["glpk"])]),
        .target(name: "CRandom", dependencies: ["CGSL"]),
        .target(name: "Randomness", dependencies: ["CGSL", "CRandom"]),
        .target(name: "QueueTheory", dependencies: ["CGSL"]),
        .target(name: "IntegerPrograms", dependencies: ["CGLPK"]),

        // What happens in a centre, and what is made of it.
        .target(name: "CEngine"),
        .target(name: "Engine", dependencies: ["CEngine", "Randomness"]),
        .target(name: "Measures", dependencies: ["Engine", "CGSL"]),

        // What a person writes, and the only place where it meets the engine.
        .target(name: "Scenarios", dependencies: ["Randomness", "Yams"]),
        .target(
            name: "Experiments", dependencies: ["Scenarios", "Engine", "Measures", "QueueTheory", "IntegerPrograms"]),

        // What a sweep has found so far, kept on disk.
        .target(name: "Store", dependencies: ["Measures", .product(name: "GRDB", package: "GRDB.swift")]),

        // What a person reads and types.
        .target(name: "Reports", dependencies: ["Measures"]),
        .executableTarget(
            name: "holdfast",
            dependencies: [
                "Reports", "Experiments", "Scenarios", "QueueTheory", "Store",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // How often the intervals hold the truth: for docs/trust.md, not for users.
        .executableTarget(
            name: "coverage",
            dependencies: [
                "Experiments", "Scenarios", "Measures", "Engine",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .testTarget(name: "RandomnessTests", dependencies: ["Randomness", "CGSL", "CRandom"]),
        .testTarget(name: "QueueTheoryTests", dependencies: ["QueueTheory"]),
        .testTarget(name: "IntegerProgramsTests", dependencies: ["IntegerPrograms"]),
        .testTarget(name: "EngineTests", dependencies: ["Engine", "Randomness"]),
        .testTarget(name: "MeasuresTests", dependencies: ["Measures", "Engine", "Randomness"]),
        .testTarget(
            name: "ScenariosTests", dependencies: ["Scenarios", "Randomness"],
            resources: [.copy("Faults"), .copy("Accepted")]),
        .testTarget(
            name: "ExperimentsTests",
            dependencies: ["Experiments", "Reports", "Scenarios", "Measures", "Engine", "QueueTheory", "Randomness"],
            resources: [.copy("exact-cases.json")]),
        .testTarget(name: "ReportsTests", dependencies: ["Reports", "Measures"]),
        .testTarget(
            name: "PropertiesTests",
            dependencies: ["Experiments", "Reports", "Scenarios", "Measures", "Engine", "Randomness"],
            exclude: ["fingerprints.txt"]),
        .testTarget(
            name: "StoreTests", dependencies: ["Store", "Measures", .product(name: "GRDB", package: "GRDB.swift")]),
        .testTarget(name: "CommandTests", dependencies: ["holdfast", "Experiments", "QueueTheory"]),
    ],
    swiftLanguageModes: [.v6]
)

// Tests are compiled once and run once: what they test is worth optimising, their own code only where it sums up as much as
// the engine simulates.
for target in package.targets where target.type == .test && target.name != "ExperimentsTests" {
    target.swiftSettings = [.unsafeFlags(["-Onone"], .when(configuration: .release))]
}

// Some of the tests with what they need, where HOLDFAST_TESTS names their targets: a debug build, or one under a sanitizer,
// of what it is for.
if let chosen = Context.environment["HOLDFAST_TESTS"] {
    var needed = Set(chosen.split(separator: " ").map(String.init))
    var before = 0
    while needed.count > before {
        before = needed.count
        for target in package.targets where needed.contains(target.name) {
            for case .byNameItem(let name, _) in target.dependencies { needed.insert(name) }
        }
    }
    package.targets.removeAll { !needed.contains($0.name) }
    package.products = []
}
