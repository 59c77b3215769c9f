package vocabulary

import (
	"reflect"

	"github.com/cucumber/godog"
)

// handlers makes the functions that godog calls for steps.
type handlers struct {
	world      reflect.Value
	around     func(run func() error) error
	converters map[reflect.Type]reflect.Value // by what they make
}

// handler is the function that godog calls for a step in one language.
func (h handlers) handler(s *Step, chinese bool) any {
	run := reflect.ValueOf(s.Run)
	var given []reflect.Type
	for i := 1; i < run.Type().NumIn(); i++ {
		given = append(given, h.given(s, run.Type().In(i))...)
	}
	handler := reflect.FuncOf(given, []reflect.Type{reflect.TypeFor[error]()}, false)
	return reflect.MakeFunc(handler, func(args []reflect.Value) []reflect.Value {
		if chinese {
			s.translate(args)
		}
		err := h.around(func() error { return h.run(s, run, args) })
		return []reflect.Value{reflect.ValueOf(&err).Elem()}
	}).Interface()
}

// given lists what godog gives for a parameter of Run: one value, or nothing.
func (h handlers) given(s *Step, parameter reflect.Type) []reflect.Type {
	converter, known := h.converters[parameter]
	switch {
	case !known:
		return []reflect.Type{parameter}
	case converter.Type().NumIn() == 0, converter.Type().In(0) == reflect.TypeFor[*godog.Table]() && !s.TakesArgument():
		return nil
	}
	return []reflect.Type{converter.Type().In(0)}
}

// run calls Run with what godog gave, converted.
func (h handlers) run(s *Step, run reflect.Value, args []reflect.Value) error {
	parameters := []reflect.Value{h.world}
	for i := 1; i < run.Type().NumIn(); i++ {
		parameter := run.Type().In(i)
		given := len(h.given(s, parameter))
		value := reflect.Zero(parameter)
		if converter, known := h.converters[parameter]; !known {
			value = args[0]
		} else if given == converter.Type().NumIn() {
			converted := converter.Call(args[:given])
			if err, failed := reflect.TypeAssert[error](converted[1]); failed {
				return err
			}
			value = converted[0]
		}
		parameters, args = append(parameters, value), args[given:]
	}
	if results := run.Call(parameters); len(results) > 0 {
		err, _ := reflect.TypeAssert[error](results[0])
		return err
	}
	return nil
}
