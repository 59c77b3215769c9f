package message

// Join returns messages as one: each with what came before it as the arguments of a text such as "%s, %s". It is zero for none.
func Join(separator Text, all ...Message) (joined Message) {
	for i, m := range all {
		if i == 0 {
			joined = m
		} else {
			joined = New(separator, joined, m)
		}
	}
	return joined
}
