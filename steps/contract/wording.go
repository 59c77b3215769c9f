package contract

import "github.com/lianlian-sim/llsim/steps/platform"

// Wording is how the step of a sentence is written in English and in Chinese, with its parameters; empty where the sentence is no step.
func Wording(sentence string) (english, chinese string) {
	if s := steps.Find(sentence); s != nil {
		return s.English, s.Chinese
	}
	return platform.Wording(sentence)
}
