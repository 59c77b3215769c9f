// Package style is what all pages look like alike: type scale, spacing and colours as CSS variables, and how far colours stand out from
// each other. It knows no page. docs/design/README.md is its description for people.
package style
