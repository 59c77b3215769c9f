package vocabulary

import (
	"context"
	"reflect"

	"github.com/cucumber/godog"
)

// handlers makes the functions that godog calls for steps.
type handlers struct {
	world      reflect.Value
	around     func(run func() error) error
	converters map[reflect.Type]converter // by what they make
}

// converter makes a value of a text, of a table or of nothing.
type converter struct {
	function     reflect.Value
	takesContext bool
	from         reflect.Type // nil: nothing
}

var (
	contextType   = reflect.TypeFor[context.Context]()
	stringType    = reflect.TypeFor[string]()
	tableType     = reflect.TypeFor[*godog.Table]()
	docStringType = reflect.TypeFor[*godog.DocString]()
)

func newHandlers(world any, around func(run func() error) error, functions []any) handlers {
	h := handlers{world: reflect.ValueOf(world), around: around, converters: map[reflect.Type]converter{}}
	for _, f := range append(functions, parseDuration, parseInt) {
		c := converter{function: reflect.ValueOf(f)}
		for in := range c.function.Type().Ins() {
			if in == contextType {
				c.takesContext = true
			} else {
				c.from = in
			}
		}
		h.converters[c.function.Type().Out(0)] = c
	}
	return h
}

// handler is the function that godog calls for a step in one of its wordings: it takes the context, the text of each parameter, and the
// table or text below the sentence.
func (h handlers) handler(s *Step, f form) any {
	in := []reflect.Type{contextType}
	for range f.types {
		in = append(in, stringType)
	}
	if s.TakesArgument() {
		in = append(in, h.argumentType(s))
	}
	handler := reflect.FuncOf(in, []reflect.Type{reflect.TypeFor[error]()}, false)
	return reflect.MakeFunc(handler, func(args []reflect.Value) []reflect.Value {
		err := h.carryOut(s, f, args)
		return []reflect.Value{reflect.ValueOf(&err).Elem()}
	}).Interface()
}

// carryOut carries out a step with what its handler takes.
func (h handlers) carryOut(s *Step, f form, args []reflect.Value) error {
	groups := make([]string, len(f.types))
	for i := range groups {
		groups[i] = args[i+1].String()
	}
	for i, value := range f.read(groups) {
		args[i+1] = reflect.ValueOf(value)
	}
	if table, isTable := reflect.TypeAssert[*godog.Table](args[len(args)-1]); isTable && f.chinese {
		args[len(args)-1] = reflect.ValueOf(s.InEnglish(table))
	}
	return h.around(func() error {
		if err := f.checkValues(groups); err != nil {
			return err
		}
		return h.run(s, args)
	})
}

// argumentType is the type of what stands below the sentence.
func (h handlers) argumentType(s *Step) reflect.Type {
	run := reflect.TypeOf(s.Run)
	if run.In(run.NumIn()-1) == docStringType {
		return docStringType
	}
	return tableType
}

// run calls Run with what godog gave, converted.
func (h handlers) run(s *Step, args []reflect.Value) error {
	run := reflect.ValueOf(s.Run)
	ctx, args := args[0], args[1:]
	unsaid := h.textsOf(run.Type()) - len(s.forms[0].types)
	parameters := []reflect.Value{h.world}
	for i := 1; i < run.Type().NumIn(); i++ {
		wanted := run.Type().In(i)
		c, known := h.converters[wanted]
		switch {
		case wanted == contextType:
			parameters = append(parameters, ctx)
		case !known:
			parameters, args = append(parameters, args[0]), args[1:]
		case c.from == tableType && !s.TakesArgument():
			parameters = append(parameters, reflect.Zero(wanted))
		case c.from == stringType && unsaid > 0:
			value, err := c.convert(ctx, []reflect.Value{reflect.ValueOf("")})
			if err != nil {
				return err
			}
			parameters, unsaid = append(parameters, value), unsaid-1
		default:
			value, err := c.convert(ctx, args)
			if err != nil {
				return err
			}
			parameters = append(parameters, value)
			if c.from != nil {
				args = args[1:]
			}
		}
	}
	if results := run.Call(parameters); len(results) > 0 {
		err, _ := reflect.TypeAssert[error](results[0])
		return err
	}
	return nil
}

// textsOf counts the parameters of a Run that the texts in a sentence become.
func (h handlers) textsOf(run reflect.Type) (n int) {
	for i := 1; i < run.NumIn(); i++ {
		wanted := run.In(i)
		if c, known := h.converters[wanted]; known && c.from == stringType || wanted == stringType {
			n++
		}
	}
	return n
}

func (c converter) convert(ctx reflect.Value, args []reflect.Value) (reflect.Value, error) {
	var in []reflect.Value
	if c.takesContext {
		in = append(in, ctx)
	}
	if c.from != nil {
		in = append(in, args[0])
	}
	out := c.function.Call(in)
	err, _ := reflect.TypeAssert[error](out[1])
	return out[0], err
}
