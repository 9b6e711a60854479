/// One kind of promise that a group works off: callbacks or follow-ups of a class.
struct PromisedWork {
    /// Callbacks of class c are kind `2 c`, follow-ups `2 c + 1`.
    var kind: Int32
    /// The rule by which agents come to it, and idle agents that it asks for when nobody is on hold.
    var serving: CallbackModel.Serving
    var leastIdle: Int
    /// Idle agents that must remain.
    var keepsIdle: Int
    /// Since when the customer must have waited, in seconds.
    var after: Double
}

extension CenterModel {
    /// What a group works off: callbacks of the classes it serves; their follow-ups, and those of any class, where they are
    /// its work.
    func promisedWork(of group: Int) -> [PromisedWork] {
        let served = placesServed(by: group)
        var work: [PromisedWork] = []
        func add(_ customerClass: Int, after: Double) {
            func works(_ kind: Int, by serving: CallbackModel.Serving, after: Double) {
                work.append(
                    PromisedWork(
                        kind: Int32(kind), serving: serving, leastIdle: serving.rule.leastIdle,
                        keepsIdle: groups[group].keepsIdle(from: customerClass), after: after))
            }
            if after.isFinite, let callbacks = classes[customerClass].callbacks {
                works(2 * customerClass, by: callbacks.servingRule, after: after)
            }
            guard let followUps = classes[customerClass].followUps else { return }
            let doing = followUps.groups
            if doing.contains(group) || (doing.isEmpty && after.isFinite) {
                works(2 * customerClass + 1, by: followUps.serving, after: doing.isEmpty ? after : 0)
            }
        }
        for (customerClass, after) in served { add(customerClass, after: after) }
        // Whom it serves never, it may still write to.
        for position in classes.indices where !served.contains(where: { $0.customerClass == position }) {
            add(position, after: .infinity)
        }
        return work
    }
}
