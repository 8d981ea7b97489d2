// `import NadirPlots` brings the charts with the plots that are made of them.
@_exported public import NadirCharts
