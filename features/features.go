// Package features holds scenarios for people and for package steps, which runs them. platform/*.feature say what the simulator
// does, rule by rule; merchant/*.feature say what a merchant's integration has to do, obligation by obligation. zh/platform/*.feature
// and zh/*.feature say the same in Chinese. A scenario carries the ids of what it checks as tags.
package features

import "embed"

// Files holds all feature files.
//
//go:embed platform/*.feature merchant/*.feature zh/*.feature zh/platform/*.feature
var Files embed.FS

// The folders of Files.
const (
	Platform        = "platform"
	ChinesePlatform = "zh/platform"
	Merchant        = "merchant"
	Chinese         = "zh"
)
