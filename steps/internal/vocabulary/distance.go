package vocabulary

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// lightWords say little about which step a sentence is.
const lightWords = " a an the of is are has be with and to for in by it that yuan 元 的 了 已 是 有 将 被 个 为 "

// negations make a step the contrary of another one.
var negations = []string{"not", "no", "never", "cannot", "nothing", "没", "不", "未", "无"}

// weight is what a word costs that one side has and the other has not.
func weight(word string) float64 {
	switch {
	case strings.ContainsAny(word, ":,，：、。") && utf8.RuneCountInString(word) == 1:
		return 0.3
	case strings.Contains(lightWords, " "+strings.ToLower(word)+" "):
		return 0.4
	case slices.Contains(negations, strings.ToLower(word)):
		return 2
	}
	if strings.ContainsAny(word, `"“_0123456789`) {
		return 1.5 // a value
	}
	return 1
}

// difference is how far a word is from the nearest of some, at most 1.
func (a *aligner) difference(known []string, word string) float64 {
	least := 1.0
	for _, k := range known {
		pair := [2]string{k, word}
		d, found := a.far[pair]
		if !found {
			d = apart(strings.ToLower(k), strings.ToLower(word))
			a.far[pair] = d
		}
		least = min(least, d)
	}
	return least
}

// apart is how far a word is from another, 1 where they have too little in common.
func apart(known, word string) float64 {
	one, other := []rune(known), []rune(word)
	most := 0.34
	if slices.Equal(slices.Sorted(slices.Values(one)), slices.Sorted(slices.Values(other))) {
		most = 0.5 // letters that changed places
	}
	if d := float64(edits(one, other)) / float64(max(len(one), len(other))); d <= most {
		return d
	}
	return 1
}

// edits counts the letters to insert, drop or replace to make b of a.
func edits(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal + 1
			if a[i] == b[j] {
				cost = diagonal
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
