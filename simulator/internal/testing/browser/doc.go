// Package browser drives Chromium for tests of pages. A test that finds none is skipped and says what to install; one whose pages
// write errors to the console, or break their own content security policy, fails.
package browser
