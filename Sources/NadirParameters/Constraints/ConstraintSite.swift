/// The facts that constraints are made to blocks with.
struct ConstraintSite {
  let start: [Double]
  let lower: [Double]
  let upper: [Double]
  let isFixed: [Bool]
  let groups: EqualityGroups
  let index: ParameterIndex
}
