// The curve fits of Sources/curvefit by Ceres Solver, with the same lines of output.
//
//     curve_fit gaussians|lorentzians M PEAKS eigen|lapack RUNS

#include <ceres/ceres.h>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <limits>
#include <vector>

static double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

static double processor_seconds() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

static double memory(const char *name) {
  double kilobytes = std::numeric_limits<double>::quiet_NaN();
  FILE *status = fopen("/proc/self/status", "r");
  if (!status) return kilobytes;
  char line[256];
  while (fgets(line, sizeof line, status))
    if (strncmp(line, name, strlen(name)) == 0) kilobytes = atof(line + strlen(name));
  fclose(status);
  return 1024 * kilobytes;
}

static double uniform(uint64_t index) {
  uint64_t z = (index + 1) * 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static int residual_count, jacobian_count;
static double seconds_inside;

class Spectrum : public ceres::CostFunction {
 public:
  Spectrum(int m, int peaks, bool gaussian) : m(m), peaks(peaks), gaussian(gaussian), t(m), y(m, 0.0) {
    n = 3 * peaks + (gaussian ? 1 : 2);
    set_num_residuals(m);
    mutable_parameter_block_sizes()->push_back(n);
    for (int i = 0; i < m; i++) t[i] = peaks * (i + 0.5) / m;
    std::vector<double> truth(n);
    for (int k = 0; k < peaks; k++) {
      truth[3 * k] = 1 + uniform(3 * k);
      truth[3 * k + 1] = k + 0.5 + 0.2 * (uniform(3 * k + 1) - 0.5);
      truth[3 * k + 2] = 0.5 + 0.2 * uniform(3 * k + 2);
    }
    truth[3 * peaks] = 0.5;
    if (!gaussian) truth[3 * peaks + 1] = 0.2;
    std::vector<double> exact(m);
    fill(truth.data(), exact.data(), nullptr);
    for (int i = 0; i < m; i++) y[i] = exact[i] + 0.1 * (uniform(3 * peaks + i) - 0.5);
  }

  std::vector<double> start() const {
    std::vector<double> x(n, 0.0);
    for (int k = 0; k < peaks; k++) x[3 * k] = 1.5, x[3 * k + 1] = k + 0.5, x[3 * k + 2] = 0.6;
    return x;
  }

  bool Evaluate(double const *const *parameters, double *residuals, double **jacobians) const override {
    double begin = processor_seconds();
    double *jacobian = jacobians ? jacobians[0] : nullptr;
    fill(parameters[0], residuals, jacobian);
    residual_count++;
    if (jacobian) jacobian_count++;
    seconds_inside += processor_seconds() - begin;
    return true;
  }

 private:
  // Row by row, as Ceres has the Jacobian.
  void fill(const double *x, double *residuals, double *jacobian) const {
    for (int i = 0; i < m; i++) {
      double sum = x[3 * peaks] - y[i];
      if (!gaussian) sum += x[3 * peaks + 1] / peaks * t[i];
      double *row = jacobian ? jacobian + static_cast<size_t>(i) * n : nullptr;
      for (int k = 0; k < peaks; k++) {
        double a = x[3 * k], w = x[3 * k + 2], d = (t[i] - x[3 * k + 1]) / w;
        double height = gaussian ? std::exp(-d * d) : 1 / (1 + d * d);
        sum += a * height;
        if (row) {
          double slope = 2 * a * height * d / w * (gaussian ? 1 : height);
          row[3 * k] = height;
          row[3 * k + 1] = slope;
          row[3 * k + 2] = slope * d;
        }
      }
      residuals[i] = sum;
      if (row) {
        row[3 * peaks] = 1;
        if (!gaussian) row[3 * peaks + 1] = t[i] / peaks;
      }
    }
  }

  int m, peaks, n;
  bool gaussian;
  std::vector<double> t, y;
};

int main(int count, char **arguments) {
  if (count != 6) return 2;
  google::InitGoogleLogging(arguments[0]);
  Spectrum spectrum(atoi(arguments[2]), atoi(arguments[3]), strcmp(arguments[1], "gaussians") == 0);
  double before = memory("VmRSS:");
  for (int run = 0; run < atoi(arguments[5]); run++) {
    residual_count = jacobian_count = 0;
    seconds_inside = 0;
    double wall = wall_seconds(), processor = processor_seconds();
    std::vector<double> x = spectrum.start();
    ceres::Problem::Options ownership;
    ownership.cost_function_ownership = ceres::DO_NOT_TAKE_OWNERSHIP;
    ceres::Problem problem(ownership);
    problem.AddResidualBlock(&spectrum, nullptr, x.data());
    ceres::Solver::Options options;
    options.linear_solver_type = ceres::DENSE_QR;
    options.dense_linear_algebra_library_type = strcmp(arguments[4], "lapack") == 0 ? ceres::LAPACK : ceres::EIGEN;
    options.function_tolerance = options.parameter_tolerance = 1e-8;
    options.gradient_tolerance = 1e-10;
    options.max_num_iterations = 1000;
    options.logging_type = ceres::SILENT;
    ceres::Solver::Summary summary;
    ceres::Solve(options, &problem, &summary);
    wall = wall_seconds() - wall;
    processor = processor_seconds() - processor;
    // Ceres measures wall time; the share of it is taken for that of the processor time.
    double factorization = summary.linear_solver_time_in_seconds * processor / wall;
    printf("%.9f %.9f %d %d %d %.9f %.9f %.17g %.0f\n", wall, processor, residual_count, jacobian_count,
           summary.num_successful_steps + summary.num_unsuccessful_steps, seconds_inside,
           factorization, 2 * summary.final_cost, memory("VmHWM:") - before);
  }
  return 0;
}
