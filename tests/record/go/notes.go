package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// sign makes a note with one signature by the key of this seed.
func sign(asked question) (answer, error) {
	public := ed25519.NewKeyFromSeed(asked.Seed).Public().(ed25519.PublicKey)
	key, err := note.NewEd25519VerifierKey(asked.Name, public)
	if err != nil {
		return answer{}, err
	}
	identity := strings.Split(key, "+")[1]
	secret := base64.StdEncoding.EncodeToString(append([]byte{1}, asked.Seed...))
	signer, err := note.NewSigner("PRIVATE+KEY+" + asked.Name + "+" + identity + "+" + secret)
	if err != nil {
		return answer{}, err
	}
	signed, err := note.Sign(&note.Note{Text: asked.Text}, signer)
	return answer{Note: signed, Key: key}, err
}

// open verifies a note with the keys that are known.
func open(asked question) (answer, error) {
	var known []note.Verifier
	for _, key := range asked.Keys {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return answer{}, err
		}
		known = append(known, verifier)
	}
	opened, err := note.Open(asked.Note, note.VerifierList(known...))
	if err != nil {
		return answer{}, err
	}
	said := answer{Text: opened.Text}
	for _, signature := range opened.Sigs {
		said.Signers = append(said.Signers, signature.Name)
	}
	return said, nil
}
