package message

func zhLabels() map[string]string { return nil }
