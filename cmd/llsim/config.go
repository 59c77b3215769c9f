package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/dates"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/textfile"
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
	InboxAllow    []string `json:"inbox_allow"`
	Data          string   `json:"data"`
	LogFormat     string   `json:"log_format"`
	LogLevel      string   `json:"log_level"`
	Pprof         bool     `json:"pprof"`

	MaxSandboxes int           `json:"max_sandboxes"`
	MaxOrders    int           `json:"max_orders"`
	MaxBytes     bytesFlag     `json:"max_bytes"`
	SandboxTTL   *api.Duration `json:"sandbox_ttl"`

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

// ReadScalar reads a clock as in --clock.
func (*clockSetting) ReadScalar(text string) (json.RawMessage, error) {
	clock, err := parseClock(text)
	if err != nil {
		return nil, err
	}
	return json.Marshal(clock)
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

// configError returns a mistake in a line of a configuration file; line 0 is not known.
func configError(file string, line int, text message.Text, args ...any) error {
	place := file
	if line > 0 {
		place = fmt.Sprintf("%s:%d", file, line)
	}
	return problem.New(problem.Invalid, place, text, args...)
}

// loadConfig reads a configuration file. The error is a problem.Invalid, or says that the program was stopped. Paths in the file start
// from its folder.
func loadConfig(ctx context.Context, file string) (*config, error) {
	return untilStopped(ctx, file, func() (*config, error) {
		c := &config{file: file}
		text, err := textfile.ReadFile(file)
		if err == nil {
			c.positions, err = textfile.Unmarshal(text, &c.configFile)
		}
		if err == nil {
			return c, c.complete()
		}
		if wrong, ok := errors.AsType[*textfile.Error](err); ok {
			return nil, configError(file, wrong.Line, "%s", wrong.Text)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil, configError(file, 0, "does not exist")
		}
		return nil, configError(file, 0, "cannot be read: %s", sentence{err})
	})
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

// keyText is the text of the key with that name, which stands in the configuration itself or in a file it names.
func (c *config) keyText(name, text, file string) (string, error) {
	if file == "" {
		return text, nil
	}
	if text != "" {
		return "", c.errorf(name+"_file", "%s and %s_file both give the key; keep one", name, name)
	}
	key, err := readKey(c.path(file))
	if err != nil {
		return "", c.errorf(name+"_file", "%s: %s", name+"_file", sentence{err})
	}
	return key, nil
}

func (c *config) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(filepath.Dir(c.file), name)
}

// errorf returns a mistake at the place of a path.
func (c *config) errorf(path string, text message.Text, args ...any) error {
	return configError(c.file, c.line(path), text, args...)
}

// line returns the line of a path, or of the nearest thing around it that the file has; 0 where it has none.
func (c *config) line(path string) int {
	for ; path != ""; path = path[:max(0, strings.LastIndexAny(path, ".["))] {
		if line := c.positions[path]; line > 0 {
			return line
		}
	}
	return 0
}

// locate adds file and line to a mistake that the simulator found in what the configuration says about notify_allow, inbox_allow or the sandbox.
func (c *config) locate(err error) error {
	e, ok := errors.AsType[*problem.Error](err)
	if c == nil || !ok {
		return err
	}
	key, ofFile := strings.CutPrefix(e.Field, sandboxOption)
	switch e.Field {
	case "Options.NotifyAllow":
		key, ofFile = "notify_allow", true
	case "Options.InboxAllow":
		key, ofFile = "inbox_allow", true
	}
	if line := c.line(key); ofFile && line > 0 {
		return configError(c.file, line, "%s", sentence{err})
	}
	return err
}

// serverKeys are the keys that do not belong to a sandbox.
var serverKeys = []string{"listen", "control_listen", "sftp_listen", "proxy_listen", "tls", "control_token", "public_url", "notify_allow", "inbox_allow", "data", "log_format", "log_level", "pprof",
	"max_sandboxes", "max_orders", "max_bytes", "sandbox_ttl"}

// serverKey is a key in the file that concerns the server as a whole, or "".
func (c *config) serverKey() string {
	for _, key := range serverKeys {
		if c.positions[key] > 0 {
			return key
		}
	}
	return ""
}
