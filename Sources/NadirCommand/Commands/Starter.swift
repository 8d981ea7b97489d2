/// The study that `nadir init` writes.
enum Starter {
  static let files = [("study.yaml", study), ("simulate.py", simulator), ("measured.csv", measurements)]

  private static let study = """
    # A study: what is to be minimized, over which parameters, and how.
    # Run it with 'nadir minimize study.yaml'. Everything but objective and parameters may be left out.
    name: cooling

    objective:
      # A program and its arguments, run in this folder once for each evaluation; {name} stands for a parameter.
      # Without any such placeholder, it gets the parameters as one JSON object on standard input.
      # The last line that it prints is its answer, here {"temperature": [...]}.
      command: [python3, simulate.py, "{ambient}", "{excess}", "{rate}"]
      # timeout: 10             # seconds; an evaluation that takes longer is a failure
      # retries: 1              # how often a program that failed is run again
      # environment: {THREADS: 1}

    # What is minimized: the sum of the squared differences between this column and the program's series.
    # Without 'data' it is the number that the program prints, or with 'provides: residuals' under 'objective' the sum of
    # the squares of {"residuals": [...]}.
    data: {file: measured.csv, observed: temperature}   # errors: 0.5 would be the standard deviation, or its column
    # With 'at' beside it, charts show the data along another column than the first one.
    # loss: {huber: 1.5}        # so that outliers do not decide; squares if left out

    parameters:
      # A start value, or a mapping with a start value and what else is known.
      ambient: 10
      excess: {start: 100, scale: 10}   # scale: its typical size, which steps are relative to
      rate: {start: 0.5, scale: 0.1}    # lower: 0, upper: 2 would be its bounds; fixed: true would keep it as it is
      # Lists and mappings nest at will, and what is said of one is said of all in it:
      # net: {start: {weights: [[1, 2], [3]], bias: 0}, lower: -5, upper: 5}
      # shares: {start: [0.2, 0.8], transform: simplex}   # or positive, ordered, interval, ...
      # table: {start: parameters.csv}                    # a file with columns path, start, lower, ...

    # direction: minimize       # or maximize
    # algorithm: L-BFGS-B       # or a mapping with its name and options; 'nadir algorithms' lists them
    # starts: 50                # many runs from the best of a sample, for several minima; parameters need two bounds then
    # width: 8                  # how many runs go on at the same time, on whatever number of workers
    # differences: central      # how gradients are made, or {noise: 1e-4}, ...; forward if left out
    # workers: 4                # how many evaluations run at the same time; the number of cores if left out
    budget:
      evaluations: 1000
      # seconds: 60
    # seed: 1                   # given to the program as NADIR_SEED
    # on_failure: worst         # or stop, or the value that a failed evaluation is given

    """

  private static let simulator = """
    \"\"\"A cup of coffee that cools, by Newton's law.

    Replace this by your own program, in any language. The arguments are those of the study's command. It need not know
    what was measured.
    \"\"\"

    import json
    import math
    import sys

    ambient, excess, rate = map(float, sys.argv[1:])

    # One temperature for each row of measured.csv.
    minutes = [0, 2, 4, 7, 10, 15, 20, 30]
    temperature = [ambient + excess * math.exp(-rate * t) for t in minutes]

    # What is printed before the last line is shown by 'nadir check'.
    print("half of the excess is gone after", math.log(2) / rate, "minutes")
    print(json.dumps({"temperature": temperature}))

    """

  /// Minutes and degrees Celsius.
  private static let measurements = """
    minutes,temperature
    0,83.0
    2,71.4
    4,62.2
    7,51.7
    10,44.0
    15,35.5
    20,30.4
    30,25.4

    """
}
