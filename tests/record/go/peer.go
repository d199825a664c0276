// The peer answers questions about notes and trees with the packages of golang.org/x/mod/sumdb, which
// were written by other people: one JSON object a line in, one out. See test_go_interop.py.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

type question struct {
	Do     string    `json:"do"`
	Name   string    `json:"name"`
	Seed   []byte    `json:"seed"`
	Text   string    `json:"text"`
	Note   []byte    `json:"note"`
	Keys   []string  `json:"keys"`
	Size   int64     `json:"size"`
	Sizes  []int64   `json:"sizes"`
	Pairs  [][]int64 `json:"pairs"`
	Claims []claim   `json:"claims"`
}

// A claim is a proof that somebody else made: of a leaf at index First in a tree of Size leaves, or that
// the tree of Size leaves begins with one of First leaves.
type claim struct {
	First int64    `json:"first"`
	Size  int64    `json:"size"`
	Known []byte   `json:"known"`
	Root  []byte   `json:"root"`
	Proof [][]byte `json:"proof"`
}

type answer struct {
	Error   string     `json:"error,omitempty"`
	Note    []byte     `json:"note,omitempty"`
	Key     string     `json:"key,omitempty"`
	Text    string     `json:"text,omitempty"`
	Signers []string   `json:"signers,omitempty"`
	Roots   [][]byte   `json:"roots,omitempty"`
	Proofs  [][][]byte `json:"proofs,omitempty"`
	Faults  []string   `json:"faults,omitempty"`
	Paths   []string   `json:"paths,omitempty"`
	Sums    [][]byte   `json:"sums,omitempty"`
}

var answers = map[string]func(question) (answer, error){
	"sign":              sign,
	"open":              open,
	"grow":              grow,
	"roots":             roots,
	"prove inclusion":   proveInclusion,
	"prove consistency": proveConsistency,
	"check inclusion":   checkInclusion,
	"check consistency": checkConsistency,
	"paths":             paths,
	"tiles":             tiles,
}

func main() {
	lines := bufio.NewReader(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked question
		var said answer
		if err = json.Unmarshal(line, &asked); err == nil {
			if do := answers[asked.Do]; do != nil {
				said, err = do(asked)
			} else {
				err = fmt.Errorf("nobody can %q here", asked.Do)
			}
		}
		if err != nil {
			said.Error = err.Error()
		}
		if out.Encode(said) != nil {
			return
		}
	}
}
