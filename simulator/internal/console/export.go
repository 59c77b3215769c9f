package console

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"iter"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/gorilla/mux"
)

// exportMost is how many rows a file of a list has, the newest.
const exportMost = 100_000

// listFile is a list as a file: every row has the columns, whose names are the same in every language.
type listFile struct {
	columns []string
	rows    iter.Seq[[]string]
}

// utf8BOM tells Excel that a file is UTF-8; without it Chinese is read in the system's code page.
const utf8BOM = "\ufeff"

// exports routes the files of a list: what its filter shows, as CSV and as JSON.
func (c *Console) exports(router *mux.Router, p *view) {
	for format, write := range map[string]func(io.Writer, listFile) error{"csv": writeCSV, "json": writeJSON} {
		kind := map[string]string{"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}[format]
		router.HandleFunc("/console/{sandbox}"+p.path+"."+format, c.inSandbox(func(v *visit) {
			h := v.w.Header()
			h.Set("Content-Type", kind)
			h.Set("Content-Disposition", `attachment; filename="`+p.name+"-"+v.Sandbox.ID+"."+format+`"`)
			h.Set("Cache-Control", "no-store")
			h.Set("X-Content-Type-Options", "nosniff")
			if v.r.Method == http.MethodGet {
				_ = write(v.w, p.rows(v)) // who goes away needs no more
			}
		})).Methods(http.MethodGet, http.MethodHead)
	}
}

// most yields the first rows of a listFile, as many as a file has.
func most(rows iter.Seq[[]string]) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		n := 0
		for row := range rows {
			if n++; n > exportMost || !yield(row) {
				return
			}
		}
	}
}

func writeCSV(w io.Writer, s listFile) error {
	if _, err := io.WriteString(w, utf8BOM); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(s.columns); err != nil {
		return err
	}
	for row := range most(s.rows) {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = inert(cell)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// inert returns a cell that no spreadsheet takes for a formula: values come from merchants. Spreadsheets in Chinese take the signs in full
// width, too.
func inert(cell string) string {
	if first, _ := utf8.DecodeRuneInString(cell); strings.ContainsRune("=+-@＝＋－＠\t\r\n", first) {
		return "'" + cell
	}
	return cell
}

// writeJSON writes an array with an object for each row, one to a line.
func writeJSON(w io.Writer, s listFile) error {
	names := make([]string, len(s.columns))
	for i, name := range s.columns {
		text, err := json.Marshal(name)
		if err != nil {
			return err
		}
		names[i] = string(text)
	}
	var line strings.Builder
	before := "[\n"
	for row := range most(s.rows) {
		line.Reset()
		for i, value := range row {
			text, err := json.Marshal(value)
			if err != nil {
				return err
			}
			line.WriteString(map[bool]string{true: before + "{", false: ", "}[i == 0] + names[i] + ": " + string(text))
		}
		line.WriteString("}")
		if _, err := io.WriteString(w, line.String()); err != nil {
			return err
		}
		before = ",\n"
	}
	_, err := io.WriteString(w, map[bool]string{true: "[]\n", false: "\n]\n"}[before == "[\n"])
	return err
}
