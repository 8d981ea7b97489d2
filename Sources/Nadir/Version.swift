/// The version of Nadir, which `nadir --version` tells and results keep; with `-dev` until it is released.
public let nadirVersion = "0.1.0-dev"
