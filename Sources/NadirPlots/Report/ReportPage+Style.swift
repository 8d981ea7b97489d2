extension ReportPage {
  static let style = """
    :root {
      color-scheme: light dark;
      --page: #ffffff; --text: #1d2329; --soft: #5b6670; --line: #dfe3e7; --panel: #f6f7f9;
      --good: #1a7f4b; --fair: #8a6100; --bad: #b3261e; --accent: #0b62a8;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #0d1117; --text: #e6edf3; --soft: #9aa5b0; --line: #272e37; --panel: #161b22;
        --good: #5cc98f; --fair: #e0b252; --bad: #ff8a80; --accent: #6db6f2;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--page); color: var(--text); overflow-wrap: anywhere;
      font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
    }
    main { max-width: 60rem; margin: 0 auto; padding: 3rem 1.5rem 2rem; }
    header { margin-bottom: 1.5rem; }
    h1, h2, h3 { line-height: 1.2; font-weight: 650; }
    h1 { font-size: 2.1rem; letter-spacing: -0.015em; margin: 0; }
    h2 { font-size: 1.3rem; margin: 0 0 1rem; }
    h3 { font-size: 1.05rem; margin: 0 0 0.8rem; }
    p { margin: 0 0 0.8rem; }
    .kicker { color: var(--soft); font-size: 0.85rem; margin: 0 0 0.4rem; }
    .lead { font-size: 1.1rem; max-width: 46rem; margin-bottom: 1.4rem; }
    .note, figcaption { color: var(--soft); font-size: 0.875rem; }
    section { border-top: 1px solid var(--line); padding-top: 1.6rem; margin-top: 2rem; }
    section.summary { border-top: 0; padding-top: 0; margin-top: 0; }
    section.run { border-top: 3px solid var(--line); margin-top: 3rem; }
    section.run > section.summary { margin-top: 1rem; }
    .verdict { border-left: 4px solid var(--soft); background: var(--panel); padding: 0.8rem 1.1rem; margin-bottom: 1.6rem; }
    .verdict p { margin: 0.2rem 0 0; color: var(--soft); max-width: 48rem; }
    .verdict.good { border-color: var(--good); } .verdict.good strong { color: var(--good); }
    .verdict.fair { border-color: var(--fair); } .verdict.fair strong { color: var(--fair); }
    .verdict.bad { border-color: var(--bad); } .verdict.bad strong { color: var(--bad); }
    .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(5.8rem, 1fr)); gap: 1.1rem 1.2rem; margin: 0 0 1.2rem; }
    .facts dt { color: var(--soft); font-size: 0.8rem; }
    .facts dd { margin: 0; font-size: 1.1rem; font-variant-numeric: tabular-nums; }
    .table { overflow-x: auto; margin-bottom: 1rem; }
    table { border-collapse: collapse; min-width: min(100%, 34rem); font-size: 0.925rem; }
    th { color: var(--soft); font-weight: 500; font-size: 0.8rem; text-align: left; }
    th, td { padding: 0.42rem 1.8rem 0.42rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; vertical-align: middle; }
    th:last-child, td:last-child { padding-right: 0; }
    td:first-child { white-space: normal; overflow-wrap: break-word; min-width: 6rem; max-width: 20rem; }
    td .ended { display: block; white-space: normal; min-width: 10rem; font-size: 0.875rem; }
    tbody tr:last-child td { border-bottom: 0; }
    .number { text-align: right; font-variant-numeric: tabular-nums; }
    .tag { border: 1px solid currentColor; border-radius: 1rem; padding: 0.05rem 0.55rem; font-size: 0.78rem; color: var(--soft); }
    .ended.good { color: var(--good); } .ended.fair { color: var(--fair); } .ended.bad, .tag.alarm { color: var(--bad); }
    .place { vertical-align: middle; }
    .place path { stroke: var(--soft); fill: none; opacity: 0.6; } .place circle { fill: var(--accent); }
    .remarks { padding-left: 1.1rem; color: var(--soft); font-size: 0.925rem; }
    figure { margin: 0 0 2rem; }
    .chart { overflow-x: auto; }
    .chart > svg { display: block; max-width: 100%; height: auto; touch-action: pan-x pan-y; }
    .chart.narrow { display: none; }
    figcaption { margin-top: 0.4rem; }
    code, pre { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 0.86em; }
    pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 0.8rem 1rem; margin: 0 0 1rem;
      overflow: auto; max-height: 32rem; line-height: 1.45; }
    pre code { font-size: 0.85rem; }
    details { margin-bottom: 1rem; } summary { cursor: pointer; margin-bottom: 0.6rem; }
    .failure { display: grid; grid-template-columns: 4rem minmax(0, 1fr); gap: 0 1rem; margin-bottom: 1rem; }
    .failure .count { text-align: right; color: var(--bad); font-variant-numeric: tabular-nums; padding-top: 0.7rem; margin: 0; }
    .failure pre { margin-bottom: 0.4rem; max-height: 14rem; white-space: pre-wrap; } .failure .table { grid-column: 2; font-size: 0.9em; } .failure table { min-width: 0; }
    footer { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: 1rem; color: var(--soft); font-size: 0.8rem; }
    .tooltip { position: fixed; z-index: 1; pointer-events: none; white-space: pre-line; max-width: 22rem; background: var(--text);
      color: var(--page); font-size: 0.8rem; line-height: 1.4; padding: 0.35rem 0.6rem; border-radius: 5px;
      font-variant-numeric: tabular-nums; }
    .tooltip[hidden] { display: none; }
    .nadir-found { fill: none; stroke: var(--text); stroke-width: 2; pointer-events: none; }
    @media (max-width: 40rem) {
      .chart.wide, .place { display: none; } .chart.narrow { display: block; } .chart.narrow > svg { width: 100%; }
      th, td { padding-right: 1rem; }
      main { padding: 1.6rem 1rem; }
      h1 { font-size: 1.6rem; }
      .facts { grid-template-columns: repeat(auto-fit, minmax(5.6rem, 1fr)); gap: 0.9rem 1rem; }
      .failure { grid-template-columns: minmax(0, 1fr); } .failure .count { text-align: left; }
      .failure .table { grid-column: 1; }
    }
    @media print {
      :root { --page: #fff; --text: #000; --soft: #444; --line: #bbb; --panel: #fff; --good: #14653b; --fair: #6b4b00; --bad: #8c1d17; }
      main { max-width: none; padding: 0; }
      body { font-size: 10pt; }
      pre { max-height: none; white-space: pre-wrap; }
      figure, .verdict, .failure, tr { break-inside: avoid; }
      h2, h3 { break-after: avoid; }
      .tooltip { display: none; }
    }
    """
}
