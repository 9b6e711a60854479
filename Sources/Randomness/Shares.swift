/// The sums of the first 0, 1, … weights, scaled so that the last sum is 1.
func cumulative(_ weights: [Double]) -> [Double] {
    var sums = [0.0]
    for weight in weights { sums.append(sums[sums.count - 1] + weight) }
    let whole = sums[sums.count - 1]
    return sums.map { $0 / whole }
}

/// The cell of `edges` (increasing, from 0 to 1) that holds u in [0, 1): the last that begins at or before u, so never
/// an empty one.
func index(of u: Double, in edges: [Double]) -> Int {
    var low = 0
    var high = edges.count - 1
    while high - low > 1 {
        let middle = (low + high) / 2
        if edges[middle] <= u { low = middle } else { high = middle }
    }
    return low
}

/// The last cell of `edges` that begins below p in (0, 1]: where a sum reaches p, never an empty one.
func index(reaching p: Double, in edges: [Double]) -> Int {
    var low = 0
    var high = edges.count - 1
    while high - low > 1 {
        let middle = (low + high) / 2
        if edges[middle] < p { low = middle } else { high = middle }
    }
    return low
}
