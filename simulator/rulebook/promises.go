package rulebook

import (
	"fmt"
	"slices"
	"sync"
)

// Promise is what a merchant keeps about money whatever happens, judged by the platform's own books. Sentence is the English step that judges
// it, Rests are the obligations of which it follows, Cost is what it costs to break it.
type Promise struct {
	ID        string   `yaml:"id" json:"id"`
	Statement string   `yaml:"statement" json:"statement"`
	Sentence  string   `yaml:"sentence" json:"sentence"`
	Rests     []string `yaml:"rests" json:"rests"`
	Cost      string   `yaml:"cost" json:"cost"`
}

var (
	promises        = sync.OnceValues(func() ([]Promise, error) { return loadPromises("promises.yaml") })
	chinesePromises = sync.OnceValues(loadChinesePromises)
)

// Promises returns all promises by number.
func Promises() ([]Promise, error) {
	list, err := promises()
	return slices.Clone(list), err
}

// PromiseIn returns one promise in a language, or nil where there is none of that id. With "zh" its statement and cost are Chinese; every
// other language is English.
func PromiseIn(language, id string) *Promise {
	from := promises
	if language == "zh" {
		from = chinesePromises
	}
	if p, ok := find(from, func(p Promise) bool { return p.ID == id }); ok {
		return &p
	}
	return nil
}

func loadPromises(name string) (list []Promise, err error) {
	err = load(name, &list)
	return list, err
}

// loadChinesePromises returns the promises with their Chinese texts. The Chinese file has the same promises in the same order.
func loadChinesePromises() ([]Promise, error) {
	list, err := Promises()
	if err != nil {
		return nil, err
	}
	texts, err := loadPromises("promises.zh.yaml")
	if err != nil {
		return nil, err
	}
	for i := range list {
		if i >= len(texts) || texts[i].ID != list[i].ID {
			return nil, fmt.Errorf("rulebook: promises.zh.yaml: %s is missing or not at its place", list[i].ID)
		}
		list[i].Statement, list[i].Cost = texts[i].Statement, texts[i].Cost
	}
	return list, nil
}
