// Package picture draws what happened between parties as a sequence diagram in SVG: a lane for each party, arrows between them, platform
// time at the side. It also draws a table of counts as squares whose colour is stronger for a greater count (Heat).
//
// A caller says what happened as a Sequence, in its own words and language. Draw lays it out: a pure function, whose result is rows of
// texts and marks. SVG is the drawing inside a page, File the same as a file of its own. Places across are percentages and sizes are
// pixels, so that one drawing fits a phone and a desk without a script, and texts keep their size. Colours are the tokens of package style.
//
// The package knows nothing of orders, journals or reports.
package picture
