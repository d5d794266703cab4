/// How a report looks: on a screen in light and dark, on a narrow one, and on paper.
enum PageStyle {
  static let css: StaticString = """
    :root{--keyword:#7a1fa2;--string:#0a5c2b;--number:#8f2d0c;--removed:#fdeceb;--gone:#f6cbc6;
    --added:#e5f5ea;--new:#b9e6c5}
    @media screen and (prefers-color-scheme:dark){:root{--keyword:#dcb3ff;--string:#9be3ab;
    --number:#ffc49b;--removed:#3a1d1f;--gone:#6b2a2e;--added:#15301f;--new:#1f5a35}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0 auto;padding:1rem clamp(1rem,4vw,2.5rem) 3rem;max-width:76rem;
    background:var(--paper);color:var(--text);line-height:1.5;
    font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
    h1{font-size:clamp(1.5rem,4vw,2.2rem);line-height:1.2;margin:.5rem 0}
    h2{font-size:1.4rem;line-height:1.25;margin:2.5rem 0 .75rem;padding-top:.75rem;
    border-top:1px solid var(--rule)}
    h3{font-size:1.1rem;margin:1.5rem 0 .5rem}
    h1,h2,h3,p,li,td,th,figcaption,summary,dd,dt{overflow-wrap:break-word}
    p,ul{margin:.5rem 0;max-width:48rem}.lead{font-size:1.15rem}
    .note,figcaption+p{color:var(--quiet);font-size:.92rem}
    a{color:var(--link)}
    :focus-visible{outline:3px solid var(--link);outline-offset:2px}
    main:focus{outline:none}
    .skip{position:absolute;left:1rem;top:-4rem;background:var(--raised);padding:.5rem 1rem}
    .skip:focus{top:.5rem}
    nav ul{list-style:none;margin:1rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;
    max-width:none}
    .grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));
    gap:1.25rem 2rem}
    figure{margin:.75rem 0;min-width:0;max-width:40rem}
    .chart{display:block;width:100%;height:auto}
    figcaption{font-weight:600;margin-bottom:.4rem}
    details{margin:.35rem 0;font-size:.92rem;min-width:0}
    summary{cursor:pointer;color:var(--link);padding:.2rem 0}
    .scroll{overflow-x:auto;max-width:100%;max-height:32rem;overflow-y:auto;margin:.5rem 0}
    table{border-collapse:collapse;font-size:.92rem;font-variant-numeric:tabular-nums}
    caption{text-align:left;color:var(--quiet);padding:.25rem 0}
    th,td{padding:.3rem .7rem .3rem 0;text-align:right;vertical-align:top;
    border-bottom:1px solid var(--rule)}
    tbody th,.words,th:first-child{text-align:left;font-weight:400}
    thead th{font-weight:600}tbody th{font-weight:600}
    pre{background:var(--raised);padding:.6rem .8rem;overflow-x:auto;max-width:100%;margin:.25rem 0;
    white-space:pre-wrap;overflow-wrap:anywhere}
    code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;
    font-size:.92em}
    .play img{display:block;width:100%;max-width:24rem;height:auto;image-rendering:pixelated}
    .state{display:inline-block;padding:.1rem .6rem;border:1px solid var(--rule);
    border-radius:1rem;background:var(--raised)}
    .diff{width:100%;table-layout:fixed;font-size:.86rem;margin:0}
    .diff td,.diff th{border:0;padding:.05rem .4rem;text-align:left}
    .diff .ln{width:3.4rem;text-align:right;color:var(--quiet)}
    .diff code{white-space:pre-wrap;overflow-wrap:anywhere;font-size:1em}
    .diff .old{background:var(--removed)}.diff .new{background:var(--added)}
    .diff .old .ln,.diff .new .ln{color:var(--text)}
    .diff del,.diff ins{text-decoration:underline;text-decoration-thickness:2px;border-radius:2px}
    .diff del{background:var(--gone)}.diff ins{background:var(--new)}
    .diff .sign{user-select:none;color:var(--text)}
    .kw{color:var(--keyword)}.st{color:var(--string)}.nu{color:var(--number)}
    .co{color:var(--text);font-style:italic}.df{color:var(--link);font-weight:600}
    .unseen-text,.more thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
    white-space:nowrap}
    @media (max-width:48rem){
    .diff tr{display:grid;grid-template-columns:3.4rem minmax(0,1fr)}
    .diff thead{display:none}.diff .none,.diff .twin{display:none}
    .diff .ln{width:auto}}
    @media print{
    body{max-width:none;padding:0;font-size:10pt}
    @page{margin:14mm}
    nav,.skip,.data:not([open]){display:none}
    h2,h3,figcaption,caption{break-after:avoid}
    figure,pre,tr,li{break-inside:avoid}
    .scroll{overflow:visible;max-height:none}table{font-size:8pt}
    th,td{overflow-wrap:anywhere;padding-right:.4rem}
    .grid{grid-template-columns:1fr 1fr}
    figure{max-width:none}section{break-before:auto}
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
    """
}
