import Foundation
import NadirPlots
import Testing
import _TestSupport

/// Reports in a real browser.
@Suite(.alone, .enabled(if: Browser.installed != nil)) struct BrowserTests {
  private let browser: Browser

  init() throws { browser = try #require(Browser.installed) }

  @Test func reportsRunAndAskForNothing() throws {
    for html in [Hostile.report.html, Hostile.comparison.html] {
      let page = try browser.open(html)
      // What the script says when it is through.
      #expect(page.document.contains("data-nadir=\"ready\""))
      #expect(!page.document.contains("data-broken"))
      #expect(page.console == [])
      #expect(page.requests == [])
    }
  }

  /// That the test before can fail.
  @Test func whatAPageAsksForAndWritesIsSeen() throws {
    let page = try browser.open(
      "<!DOCTYPE html><img src=\"http://nadir-test.invalid/a.png\"><script>nosuch()</script>")
    #expect(page.requests.count >= 1 && page.requests.allSatisfy { $0.contains("nadir-test.invalid") })
    #expect(page.console.contains { $0.contains("nosuch is not defined") })
  }

  /// Even where something got into the page, the policy keeps it from running and from asking for anything.
  @Test func thePolicyForbidsTheRest() throws {
    let harm =
      "<script>document.documentElement.dataset.broken = 1</script><img src=\"http://nadir-test.invalid/a.png\">"
      + "<img src=\"nosuch:\" onerror=\"document.documentElement.dataset.broken = 2\">"
    let page = try browser.open(Hostile.report.html.replacing("</main>", with: harm + "</main>"))
    #expect(page.document.contains("data-nadir=\"ready\""))
    #expect(!page.document.contains("data-broken"))
    #expect(page.requests == [])
    #expect(page.console.contains { $0.contains("Content Security Policy") })
  }

  @Test func theValueNearestToThePointerIsTold() throws {
    let page = try browser.open(
      probed(
        """
        const hit = [...document.querySelectorAll(".chart.wide .nadir-hit")].find((hit) => hit.dataset.title.includes("9"));
        const box = hit.getBoundingClientRect();
        // Beside it, as people point.
        const [x, y] = [box.left + box.width / 2 + 3, box.top + box.height / 2 - 3];
        const point = (x, y) => hit.ownerSVGElement.dispatchEvent(
          new PointerEvent("pointermove", { clientX: x, clientY: y, bubbles: true }));
        point(x, y);
        const tooltip = document.querySelector(".tooltip");
        const dot = document.querySelector(".nadir-found");
        const told = {
          wanted: hit.dataset.title, shown: tooltip.hidden ? null : tooltip.textContent,
          isMarked: Math.abs(dot.getBoundingClientRect().left + dot.getBoundingClientRect().width / 2 - x) <= 8,
          isInside: tooltip.getBoundingClientRect().left >= 0,
          titles: document.querySelectorAll(".chart > svg > title, .nadir-hit > title").length,
        };
        point(-1000, -1000);
        told.isGone = tooltip.hidden && document.querySelector(".nadir-found") === null;
        document.body.dataset.told = JSON.stringify(told);
        """))
    let told = try #require(page.document.firstMatch(of: #/data-told="([^"]*)"/#)?.1).replacing("&quot;", with: "\"")
    struct Told: Decodable {
      var wanted: String
      var shown: String?
      var isMarked, isInside, isGone: Bool
      var titles: Int
    }
    let answer = try JSONDecoder().decode(Told.self, from: Data(told.utf8))
    // Several lines may pass the same place; what is told is of this place.
    #expect(answer.shown?.isEmpty == false)
    #expect(answer.shown?.split(separator: "\n").contains { answer.wanted.contains($0) } == true, "\(answer)")
    #expect(answer.isMarked && answer.isInside && answer.isGone, "\(answer)")
    #expect(answer.titles == 0)
    #expect(page.console == [])
  }

  /// No page is wider than its window: what is wider scrolls by itself.
  @Test(arguments: [390, 1100]) func pagesFitTheirWindow(width: Int) throws {
    let frame = """
      const frame = document.createElement("iframe");
      frame.width = \(width);
      frame.srcdoc = document.body.dataset.page;
      frame.onload = () => {
        const root = frame.contentDocument.documentElement;
        document.body.dataset.widths = root.scrollWidth + " " + root.clientWidth;
      };
      document.body.append(frame);
      """
    let inner = withoutPolicy(Hostile.comparison.html).replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
    let page = try browser.open("<!DOCTYPE html><body data-page=\"\(inner)\"><script>\(frame)</script>")
    let widths = try #require(page.document.firstMatch(of: #/data-widths="(\d+) (\d+)"/#))
    #expect(widths.1 == widths.2)
  }

  /// Pictures to be looked at, in the folder that `NADIR_SCREENSHOTS` names.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["NADIR_SCREENSHOTS"] != nil))
  func picturesAreTaken() throws {
    let folder = URL(filePath: try #require(ProcessInfo.processInfo.environment["NADIR_SCREENSHOTS"]))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, html, height) in [
      ("report", Hostile.report.html, 6000), ("comparison", Hostile.comparison.html, 9000),
    ] {
      for (kind, width, isDark) in [("light", 1100, false), ("dark", 1100, true), ("narrow", 500, false)] {
        let file = folder.appending(path: "\(name)-\(kind).png")
        try browser.photograph(html, to: file, width: width, height: height, isDark: isDark)
        print("a picture of a report: \(file.path)")
        #expect(try Data(contentsOf: file).count > 10_000)
      }
    }
  }

  /// The page with a script behind its own, which its policy would not let run.
  private func probed(_ script: String) -> String {
    withoutPolicy(Hostile.report.html).replacing("</body>", with: "<script>\(script)</script></body>")
  }

  private func withoutPolicy(_ html: String) -> String {
    html.replacing(#/<meta http-equiv="Content-Security-Policy"[^>]*>/#, with: "")
  }
}
