module github.com/lianlian-sim/llsim

go 1.26
