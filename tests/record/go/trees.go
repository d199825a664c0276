package main

import (
	"crypto/sha256"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// stored holds the hashes of one growing tree, whose leaf number n is the text "leaf n".
var stored []tlog.Hash
var leaves int64

var reader = tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(stored)) {
			return nil, fmt.Errorf("hash %d is not stored", index)
		}
		found[i] = stored[index]
	}
	return found, nil
})

func grow(asked question) (answer, error) {
	for ; leaves < asked.Size; leaves++ {
		more, err := tlog.StoredHashes(leaves, []byte(fmt.Sprintf("leaf %d", leaves)), reader)
		if err != nil {
			return answer{}, err
		}
		stored = append(stored, more...)
	}
	return answer{}, nil
}

func roots(asked question) (answer, error) {
	var said answer
	for _, size := range asked.Sizes {
		root, err := tlog.TreeHash(size, reader)
		if err != nil {
			return said, err
		}
		said.Roots = append(said.Roots, append([]byte(nil), root[:]...))
	}
	return said, nil
}

func octets(hashes []tlog.Hash) [][]byte {
	said := [][]byte{}
	for _, hash := range hashes {
		said = append(said, append([]byte(nil), hash[:]...))
	}
	return said
}

func proveInclusion(asked question) (answer, error) {
	var said answer
	for _, pair := range asked.Pairs {
		proof, err := tlog.ProveRecord(pair[1], pair[0], reader)
		if err != nil {
			return said, err
		}
		said.Proofs = append(said.Proofs, octets(proof))
	}
	return said, nil
}

func proveConsistency(asked question) (answer, error) {
	var said answer
	for _, pair := range asked.Pairs {
		proof, err := tlog.ProveTree(pair[1], pair[0], reader)
		if err != nil {
			return said, err
		}
		said.Proofs = append(said.Proofs, octets(proof))
	}
	return said, nil
}

func hash(raw []byte) (made tlog.Hash) {
	copy(made[:], raw)
	return made
}

func hashes(raw [][]byte) (made []tlog.Hash) {
	for _, one := range raw {
		made = append(made, hash(one))
	}
	return made
}

func checkInclusion(asked question) (answer, error) {
	var said answer
	for _, made := range asked.Claims {
		err := tlog.CheckRecord(hashes(made.Proof), made.Size, hash(made.Root), made.First, hash(made.Known))
		said.Faults = append(said.Faults, told(err))
	}
	return said, nil
}

func checkConsistency(asked question) (answer, error) {
	var said answer
	for _, made := range asked.Claims {
		err := tlog.CheckTree(hashes(made.Proof), made.Size, hash(made.Root), made.First, hash(made.Known))
		said.Faults = append(said.Faults, told(err))
	}
	return said, nil
}

func told(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// paths names tiles of height 8, each given as level, number and width (256 for a full one).
func paths(asked question) (answer, error) {
	var said answer
	for _, tile := range asked.Pairs {
		said.Paths = append(said.Paths, tlog.Tile{H: 8, L: int(tile[0]), N: tile[1], W: int(tile[2])}.Path())
	}
	return said, nil
}

// tiles names every tile of height 8 of the tree of this size, with the SHA-256 of each. Some versions of
// the package also list each narrower tile that was passed on the way there: only the widest one counts.
func tiles(asked question) (answer, error) {
	var said answer
	type place struct {
		level int
		n     int64
	}
	widest := map[place]tlog.Tile{}
	for _, tile := range tlog.NewTiles(8, 0, asked.Size) {
		if tile.W >= widest[place{tile.L, tile.N}].W {
			widest[place{tile.L, tile.N}] = tile
		}
	}
	for _, tile := range widest {
		content, err := tlog.ReadTileData(tile, reader)
		if err != nil {
			return said, err
		}
		sum := sha256.Sum256(content)
		said.Paths = append(said.Paths, tile.Path())
		said.Sums = append(said.Sums, sum[:])
	}
	return said, nil
}
