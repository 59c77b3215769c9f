package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/dates"
	"github.com/lianlian-sim/llsim/simulator/human"
)

// configFile is a configuration file: what concerns the server, then what the sandbox default starts with. The JSON schema
// docs/config.schema.json describes it.
type configFile struct {
	Listen        string   `json:"listen"`
	ControlListen string   `json:"control_listen"`
	SFTPListen    string   `json:"sftp_listen"`
	ProxyListen   string   `json:"proxy_listen"`
	TLS           bool     `json:"tls"`
	ControlToken  string   `json:"control_token"`
	PublicURL     string   `json:"public_url"`
	NotifyAllow   []string `json:"notify_allow"`
	Data          string   `json:"data"`
	LogFormat     string   `json:"log_format"`

	api.Config
	Clock                  *clockSetting     `json:"clock"`
	Merchants              []merchantSetting `json:"merchants"`
	PlatformPrivateKeyFile string            `json:"platform_private_key_file"`
}

// merchantSetting is a merchant's profile whose public key may be in a file. Keys, which answers have, are not for files.
type merchantSetting struct {
	api.Merchant
	Keys          struct{} `json:"-"`
	SFTP          struct{} `json:"-"`
	PublicKeyFile string   `json:"public_key_file"`
}

// clockSetting is a clock as in --clock, or an object with mode and now.
type clockSetting struct {
	Mode string  `json:"mode"`
	Now  *moment `json:"now"`
}

// moment is a time as human.Moment reads it, from the machine's time where it depends on now.
type moment struct{ at time.Time }

func (m *moment) UnmarshalText(text []byte) (err error) {
	m.at, err = human.Moment(string(text), dates.Now())
	return err
}

// config is a configuration file that was read.
type config struct {
	configFile
	sandbox   api.Config
	file      string
	positions map[string]int // lines by path, such as merchants[0].name
}

// configError is a mistake in a configuration file. Line is 0 where it is not known.
type configError struct {
	file string
	line int
	text string
}

func (e *configError) Error() string {
	if e.line == 0 {
		return e.file + ": " + e.text
	}
	return fmt.Sprintf("%s:%d: %s", e.file, e.line, e.text)
}

// loadConfig reads a configuration file. The error is a *configError, or says why the file cannot be read. Paths in the file
// start from its folder.
func loadConfig(file string) (*config, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, &configError{file: file, text: "there is no such file"}
		}
		return nil, &configError{file: file, text: "cannot be read: " + sentence(err)}
	}
	c := &config{file: file, positions: map[string]int{}}
	text, err := (&yamlReader{config: c, anchors: map[string]json.RawMessage{}}).read(data)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &c.configFile); err != nil {
		return nil, &configError{file: file, text: err.Error()}
	}
	return c, c.complete()
}

// complete reads the files that the configuration names and makes the sandbox's configuration.
func (c *config) complete() (err error) {
	c.sandbox = c.Config
	if c.Clock != nil {
		c.sandbox.Clock = &api.SetClock{Mode: c.Clock.Mode}
		if c.Clock.Now != nil {
			c.sandbox.Clock.Now = &api.Time{Time: c.Clock.Now.at}
		}
	}
	if c.sandbox.PlatformPrivateKey, err = c.keyText("platform_private_key", c.PlatformPrivateKey, c.PlatformPrivateKeyFile); err != nil {
		return err
	}
	for i, m := range c.configFile.Merchants {
		if m.PublicKey, err = c.keyText(fmt.Sprintf("merchants[%d].public_key", i), m.PublicKey, m.PublicKeyFile); err != nil {
			return err
		}
		c.sandbox.Merchants = append(c.sandbox.Merchants, m.Merchant)
	}
	if c.Data != "" {
		c.Data = c.path(c.Data)
	}
	return nil
}

// keyText is a key that stands in the configuration itself or in a file it names.
func (c *config) keyText(key, text, file string) (string, error) {
	if file == "" {
		return text, nil
	}
	if text != "" {
		return "", c.errorf(key+"_file", "%s and %s_file both give the key; keep one", key, key)
	}
	data, err := os.ReadFile(c.path(file))
	if err != nil {
		return "", c.errorf(key+"_file", "%s_file: %s", key, sentence(err))
	}
	return string(data), nil
}

func (c *config) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(filepath.Dir(c.file), name)
}

func (c *config) errorf(path, format string, args ...any) error {
	return c.at(path, fmt.Sprintf(format, args...))
}

// at is a mistake at the place of a path, or of the nearest thing around it that the file has.
func (c *config) at(path, text string) *configError {
	e := &configError{file: c.file, text: text}
	for path != "" && e.line == 0 {
		e.line = c.positions[path]
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
	return e
}

// locate adds file and line to a mistake that the simulator found in the configuration: its text begins with the path.
func (c *config) locate(err error) error {
	wrong, ok := errors.AsType[*simulator.ConfigError](err)
	if c == nil || !ok {
		return err
	}
	path, _, _ := strings.Cut(wrong.Reason, ":")
	if e := c.at(path, wrong.Reason); e.line > 0 {
		return e
	}
	return err
}

// serverKeys are the keys that do not belong to a sandbox.
var serverKeys = []string{"listen", "control_listen", "sftp_listen", "proxy_listen", "tls", "control_token", "public_url", "notify_allow", "data", "log_format"}

// serverKey is a key in the file that concerns the server as a whole, or "".
func (c *config) serverKey() string {
	for _, key := range serverKeys {
		if c.positions[key] > 0 {
			return key
		}
	}
	return ""
}
