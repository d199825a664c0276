"use strict"
// The page keeps what is decided in its own form controls, and sends nothing anywhere.
const rows = [...document.querySelectorAll("fieldset[data-field]")]
const told = JSON.parse(document.getElementById("reading").textContent)
let saved = true
let here = -1

const verdict = row => (row.querySelector("input[type=radio]:checked") || {}).value || ""

function tell() {
  const done = rows.filter(verdict).length
  document.getElementById("count").textContent = told.decided.replace("%s", done).replace("%s", rows.length)
  document.getElementById("save").disabled = done === 0
}

function changed(row) {
  saved = false
  row.classList.remove("accept", "correct", "refuse")
  if (verdict(row)) row.classList.add(verdict(row))
  tell()
}

function light(row) {
  for (const each of document.querySelectorAll("u.lit")) each.classList.remove("lit")
  for (const [start, end] of told.fields[row.dataset.field].spans)
    for (const each of document.querySelectorAll("main u"))
      if (start <= +each.dataset.at && +each.dataset.at < end) each.classList.add("lit")
  return document.querySelector("u.lit")
}

function go(to) {
  if (to < 0 || to >= rows.length) return
  here = to
  const radio = rows[to].querySelector("input[type=radio]:checked") || rows[to].querySelector("input[type=radio]")
  radio.focus()
  rows[to].scrollIntoView({block: "nearest"})
}

// Places count code points; a selection counts UTF-16 units within one piece of the text.
const points = words => [...words].length

function selected() {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null
  const ends = range && [[range.startContainer, range.startOffset], [range.endContainer, range.endOffset]]
  const places = (ends || []).map(([node, offset]) => {
    const piece = node.parentElement && node.parentElement.closest("main [data-at]")
    return piece && node.nodeType === 3 ? +piece.dataset.at + points(node.data.slice(0, offset)) : null
  })
  return places.length === 2 && !places.includes(null) && places[0] < places[1] ? [places, range.toString()] : null
}

let lastSelected = null
document.addEventListener("selectionchange", () => { lastSelected = selected() || lastSelected })

rows.forEach((row, number) => {
  row.addEventListener("change", () => changed(row))
  row.addEventListener("focusin", () => {
    here = number
    for (const each of rows) each.classList.toggle("here", each === row)
    const first = light(row)
    if (first && !row.querySelector(".fix").contains(document.activeElement)) first.scrollIntoView({block: "center"})
  })
  row.querySelector("button").addEventListener("click", () => {
    if (!lastSelected) return
    const [place, words] = lastSelected
    row.dataset.place = JSON.stringify(place)
    row.querySelector("output").textContent = words
    const value = row.querySelector("input[name^=value]")
    if (!value.value) value.value = words
    changed(row)
  })
})

document.addEventListener("keydown", key => {
  if (key.ctrlKey || key.altKey || key.metaKey || key.target.matches("input[type=text]")) return
  const letter = key.key.toLowerCase()
  const verdicts = {a: "accept", c: "correct", r: "refuse"}
  if (letter === "j") go(here + 1)
  else if (letter === "k") go(Math.max(here, 1) - 1)
  else if (letter === "g" && here >= 0) { const first = light(rows[here]); if (first) first.scrollIntoView({block: "center"}) }
  else if (verdicts[letter] && here >= 0) {
    const radio = rows[here].querySelector(`input[value=${verdicts[letter]}]`)
    if (!radio.disabled) { radio.checked = true; changed(rows[here]); radio.focus() }
    if (letter === "c") rows[here].querySelector("input[name^=value]").focus()
  } else return
  key.preventDefault()
})

function decisions() {
  return rows.filter(verdict).map(row => {
    const field = told.fields[row.dataset.field]
    const made = {field: row.dataset.field, verdict: verdict(row), read: field.value, spans: field.spans,
      why: row.querySelector("input[name^=why]").value}
    if (made.verdict === "correct") {
      made.value = row.querySelector("input[name^=value]").value
      made.place = row.dataset.place ? JSON.parse(row.dataset.place) : null
    }
    return made
  })
}

document.getElementById("save").addEventListener("click", () => {
  const file = {form: told.form, document: told.document, sha256: told.sha256, decisions: decisions()}
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1) + "\n"], {type: "application/json"}))
  link.download = told.document.replace(/[^\w.-]+/g, "_") + ".decisions.json"
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
  saved = true
})

addEventListener("beforeunload", leaving => { if (!saved) leaving.preventDefault() })
tell()
