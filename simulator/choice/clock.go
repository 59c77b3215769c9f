package choice

// ClockMode is whether platform time runs by itself.
type ClockMode string

const (
	Wall   ClockMode = "wall"
	Manual ClockMode = "manual"
)

// ClockModes are both.
var ClockModes = List[ClockMode]{
	{Wall, "it runs", "运行"},
	{Manual, "it stands still until it is advanced", "静止，手动推进"},
}
