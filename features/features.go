// Package features holds the scenarios that say what the simulator does, for people and for package steps, which runs them.
// platform/*.feature follow the rules one by one: a scenario carries the id of each rule it checks as a tag.
package features

import "embed"

// Files holds all feature files.
//
//go:embed platform/*.feature
var Files embed.FS
