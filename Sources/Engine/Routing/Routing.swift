/// The routing policies by name.
public enum Routing: Sendable, Equatable, CaseIterable {
    /// Whoever has waited longest, whatever the class.
    case firstComeFirstServed
    /// The class of lowest rank first; within a rank whoever has waited longest.
    case priority
}

extension Routing {
    /// The one place where a policy becomes concrete.
    func run(_ model: CenterModel, _ order: borrowing RunOrder) {
        if model.classes.count == 1 && model.groups.allSatisfy({ $0.classes == [0] }) {
            return order.carryOut(model, under: SingleLine.self)
        }
        switch self {
        case .firstComeFirstServed: order.carryOut(model, under: FirstComeFirstServed.self)
        case .priority: order.carryOut(model, under: StrictPriority.self)
        }
    }
}
