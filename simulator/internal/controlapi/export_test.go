package controlapi

// Paths are the served paths and their methods.
func Paths() map[string][]string {
	paths := map[string][]string{}
	for path, methods := range routes() {
		paths[path] = methods.names()
	}
	return paths
}
