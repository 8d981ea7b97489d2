/// A value as a type that generic code knows by another name; `nil` when it is another type.
///
/// A cast would do the same, but looks at every element of an array.
@inline(__always) func retyped<Source, Target>(_ value: Source, as target: Target.Type) -> Target? {
  Source.self == Target.self ? unsafeBitCast(value, to: target) : nil
}
