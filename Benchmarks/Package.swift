// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that who only uses Holdfast never builds the tools that time it.
// Run in this folder: swift package benchmark
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v13)],
    dependencies: [
        .package(name: "holdfast", path: ".."),
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "HoldfastBenchmarks",
            dependencies: [
                .product(name: "QueueTheory", package: "holdfast"),
                .product(name: "Randomness", package: "holdfast"),
                .product(name: "Experiments", package: "holdfast"),
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Benchmarks/HoldfastBenchmarks",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
    ],
    swiftLanguageModes: [.v6]
)
