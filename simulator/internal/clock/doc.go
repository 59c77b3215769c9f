// Package clock tells the time, and is the only package that reads the real clock: platform time per sandbox, which
// runs or stands still as its user says, and the few real durations the simulator needs.
//
// Platform time only goes forward. In wall mode it is real time plus an offset; in manual mode it stands still until
// it is moved. Only a reset or a restore may put it back.
package clock
