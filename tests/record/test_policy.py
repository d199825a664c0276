"""Policies: the example of c2sp.org/tlog-policy, the two of the joint record, and quorum padding."""

import itertools

import pytest

from holdfire.errors import FormError, KeyRefusedError, SignatureError
from holdfire.record.checkpoint import Checkpoint, SignedCheckpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.cosignature import MlDsaKey, WitnessKey, cosign, witness_vkey
from holdfire.record.ed25519 import SigningKey
from holdfire.record.note import COSIGNATURE_ED25519, ED25519, NoteSignature, VerifierKey
from holdfire.record.policy import LINES_MAX, Policy, judge_checkpoint, parse_policy

ORIGIN = "record.example/astana"
HOST = SigningKey.from_seed(b"h" * 32)
LOG = VerifierKey(ORIGIN, ED25519, HOST.public)
PARTIES = ("RU", "TR", "IR", "UN", "OB")
SECRETS: dict[str, WitnessKey] = {
    name: SigningKey.from_seed(name.encode().ljust(32))
    for name in (*PARTIES, "X1", "X2", "X3", "Y1", "Y2", "Y3")
}
SECRETS["UN"] = MlDsaKey.from_seed(b"u" * 32)
CHECKPOINT = Checkpoint(ORIGIN, 42, bytes(range(32)))
NOON = 1_493_899_200


def witness(name: str) -> str:
    return f"witness {name} {witness_vkey(f'{ORIGIN}/witness/{name}', SECRETS[name]).text()}\n"


FIVE = f"log {LOG.text()}\n" + "".join(map(witness, PARTIES))
JOINT = parse_policy((FIVE + "group joint all RU TR IR\nquorum joint\n").encode())
WITNESSED = parse_policy((FIVE + "group q 4 RU TR IR UN OB\nquorum q\n").encode())


def cosigned(*names: str) -> SignedCheckpoint:
    lines = [cosign(CHECKPOINT, f"{ORIGIN}/witness/{name}", SECRETS[name], NOON) for name in names]
    return parse_checkpoint(sign_checkpoint(CHECKPOINT, HOST)).with_signatures(*lines)


def test_four_of_five_make_the_wider_quorum_and_all_three_guarantors_the_joint_one() -> None:
    for count in range(6):
        for names in itertools.combinations(PARTIES, count):
            assert WITNESSED.judge(names).complete == (count >= 4)
            assert JOINT.judge(names).complete == {"RU", "TR", "IR"}.issubset(names)


def test_a_judgement_says_who_signed_who_is_missing_and_why() -> None:
    judged = WITNESSED.judge(["RU", "UN"])
    assert judged.signed == {"RU", "UN"}
    assert judged.missing == {"TR", "IR", "OB"}
    assert judged.lacking == 2
    assert judged.reasons == ("'q' needs 2 more of 'TR', 'IR', 'OB'.",)
    assert not judged.complete
    assert JOINT.judge(["RU", "TR", "UN", "OB"]).missing == {"IR"}


def test_the_example_of_the_specification_with_two_levels_of_groups() -> None:
    text = (
        "".join(map(witness, ("X1", "X2", "X3")))
        + "group X-witnesses 2 X1 X2 X3\n"
        + "".join(map(witness, ("Y1", "Y2", "Y3")))
        + "group Y-witnesses any Y1 Y2 Y3\n\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
    )
    policy = parse_policy(text.encode())
    everyone = ("X1", "X2", "X3", "Y1", "Y2", "Y3")
    for count in range(7):
        for names in itertools.combinations(everyone, count):
            x, y = sum(name[0] == "X" for name in names), sum(name[0] == "Y" for name in names)
            judged = policy.judge(names)
            assert judged.complete == (x >= 2 and y >= 1)
            assert judged.lacking == max(2 - x, 0) + max(1 - y, 0)
    judged = policy.judge(["X1", "Y2"])
    assert judged.missing == {"X2", "X3"}
    assert judged.reasons == (
        "'X-and-Y' needs 1 more of 'X-witnesses'.",
        "'X-witnesses' needs 1 more of 'X2', 'X3'.",
    )


def test_the_cheapest_way_to_complete_a_quorum_is_counted() -> None:
    text = (
        "".join(map(witness, ("X1", "X2", "X3", "Y1")))
        + "group three all X1 X2 X3\ngroup either any three Y1\nquorum either\n"
    )
    judged = parse_policy(text.encode()).judge(["X1"])
    assert (judged.lacking, judged.missing) == (1, {"X2", "X3", "Y1"})


def test_a_quorum_can_be_one_witness_or_nobody() -> None:
    one = parse_policy((witness("RU") + witness("TR") + "quorum RU\n").encode())
    assert one.judge(["RU"]).complete
    assert one.judge(["TR"]).reasons == ("'RU' has not cosigned.",)
    nobody = parse_policy(b"quorum none\n")
    assert nobody.judge([]).complete
    assert nobody == Policy((), (), (), "none")


def test_names_of_strangers_and_of_groups_count_for_nothing() -> None:
    assert not WITNESSED.judge(["q", "SY", "FR", "DE", "GB"]).signed
    assert WITNESSED.judge(["RU", "RU", "RU", "RU"]).lacking == 3


def test_comments_blanks_tabs_and_addresses_are_read_over() -> None:
    text = (
        f"# the joint record\n\n \t \n\t # indented\n  log\t{LOG.text()}  https://record.example/ \n"
        f"{witness('RU')[:-1]} https://ru.example/\nquorum RU\n\n# after\n"
    )
    policy = parse_policy(text.encode())
    assert policy.logs[0].url == "https://record.example/"
    assert policy.witnesses[0].url == "https://ru.example/"


def test_names_are_octets_and_nothing_is_folded() -> None:
    kelvin, plain, foreign = "\u212a".encode(), b"K", b"\xff\xfe"
    lines = [witness(name).encode().replace(name.encode(), given, 1) for name, given in
             (("X1", kelvin), ("X2", plain), ("X3", foreign))]  # fmt: skip
    policy = parse_policy(b"".join(lines) + b"quorum " + foreign + b"\n")
    assert [one.name.encode("utf-8", "surrogateescape") for one in policy.witnesses] == [
        kelvin,
        plain,
        foreign,
    ]
    assert not policy.judge(["K", "\u212a"]).complete
    assert policy.judge([policy.quorum]).complete
    assert policy.judge([]).reasons == (r"'\udcff\udcfe' has not cosigned.",)


KEY = witness_vkey("ru.example", SECRETS["RU"]).text()
SAME_AS_LOG = VerifierKey("host.example", COSIGNATURE_ED25519, HOST.public).text()
SAME_AS_RU = VerifierKey("another.example", COSIGNATURE_ED25519, SECRETS["RU"].public).text()


@pytest.mark.parametrize(
    ("text", "refusal", "why"),
    [
        ("", FormError, "last line of the policy has no line end"),
        (FIVE, FormError, "has no quorum line"),
        (FIVE + "quorum RU", FormError, "last line of the policy has no line end"),
        (FIVE + "quorum RU\nquorum RU\n", FormError, r"Line 8 .* is a second quorum line\. Keep exactly one"),
        (FIVE + "quorum none\nquorum RU\n", FormError, "Line 8 .* is a second quorum line"),
        (FIVE + "quorum XX\n", FormError, "Line 7 .* names 'XX', which no line before it defines"),
        (FIVE + "quorum\n", FormError, "Line 7 .* is no line of a policy: 'quorum'"),
        (FIVE + "quorum RU TR\n", FormError, "Line 7 .* is no line of a policy"),
        (FIVE + "quorum q\ngroup q any RU\n", FormError, "Line 7 .* names 'q', which no line before"),
        (FIVE + "group g all g\nquorum g\n", FormError, "Line 7 .* names 'g', which no line before"),
        (FIVE + "group g all none\nquorum g\n", FormError, "Line 7 .* names 'none'"),
        (FIVE + "group none all RU\nquorum none\n", FormError, "defines 'none', which is defined already"),
        (FIVE + "group RU all TR\nquorum RU\n", FormError, "defines 'RU', which is defined already"),
        (FIVE + "group g 2 RU RU\nquorum g\n", FormError, "names 'RU', which is in a group already"),
        (FIVE + "group g all RU\ngroup h all RU\nquorum h\n", FormError, "Line 8 .* in a group already"),
        (FIVE + "group g 0 RU TR\nquorum g\n", FormError, r"asks for '0' of 2\. Write all, any or 1 to 2"),
        (FIVE + "group g 3 RU TR\nquorum g\n", FormError, "asks for '3' of 2"),
        (FIVE + "group g 01 RU TR\nquorum g\n", FormError, "asks for '01' of 2"),
        (FIVE + "group g +1 RU TR\nquorum g\n", FormError, "asks for"),
        (FIVE + "group g ١ RU TR\nquorum g\n", FormError, "asks for"),
        (FIVE + "group g ALL RU TR\nquorum g\n", FormError, "asks for 'ALL'"),
        (FIVE + "group g all\nquorum g\n", FormError, "is no line of a policy"),
        (FIVE + "Quorum RU\n", FormError, "is no line of a policy"),
        (FIVE + "quorum\u00a0RU\n", FormError, "is no line of a policy"),
        (FIVE + "quorum RU\r\n", FormError, "Line 7 .* control character 0x0d"),
        (FIVE + "# \x7f\nquorum RU\n", FormError, "Line 7 .* control character 0x7f"),
        (f"log {LOG.text()} a b\nquorum none\n", FormError, "is no line of a policy"),
        (f"log {KEY}\nquorum none\n", KeyRefusedError, r"Line 1 .* type 0x04\. Here it must be 0x01"),
        (f"witness RU {LOG.text()}\nquorum RU\n", KeyRefusedError, "type 0x01. Here it must be 0x04 or 0x06"),
        (
            f"witness RU {KEY}\nwitness RU {SAME_AS_RU}\nquorum RU\n",
            FormError,
            "defines 'RU', which is defined",
        ),
        (f"witness RU {KEY}\nwitness SY {KEY}\nquorum RU\n", KeyRefusedError, "same public key as line 1"),
        (
            f"witness RU {KEY}\nwitness SY {SAME_AS_RU}\nquorum RU\n",
            KeyRefusedError,
            "same public key as line 1",
        ),
        (f"log {LOG.text()}\nlog {LOG.text()}\nquorum none\n", KeyRefusedError, "same public key as line 1"),
        (
            f"log {LOG.text()}\nwitness H {SAME_AS_LOG}\nquorum H\n",
            KeyRefusedError,
            "same public key as line 1",
        ),
        (f"witness RU {KEY[:-2]}\nquorum RU\n", FormError, "Line 1 of the policy: .*base64"),
        (
            "witness RU nonsense\nquorum RU\n",
            FormError,
            "Line 1 of the policy: 'nonsense' is no verifier key",
        ),
        ("#" * 262_145, FormError, "has 262145 bytes; the limit is 262144"),
    ],
)
def test_a_policy_in_any_other_form_is_refused(text: str, refusal: type[Exception], why: str) -> None:
    with pytest.raises(refusal, match=why):
        parse_policy(text.encode())


def test_as_many_lines_as_the_limit_are_read_and_no_more() -> None:
    keys = [SigningKey.from_seed(bytes([2, number]) * 16) for number in range(LINES_MAX + 1)]
    lines = [f"witness w{n} {witness_vkey(f'w{n}', key).text()}\n" for n, key in enumerate(keys)]
    lines += [f"group g{n} any {'w' if n == 0 else 'g'}{max(n - 1, 0)}\n" for n in range(LINES_MAX)]
    del lines[LINES_MAX]
    policy = parse_policy(("".join(lines) + "quorum g63\n").encode())
    assert policy.judge(["w0"]).complete
    assert policy.judge(["w1"]).missing == {"w0"}
    with pytest.raises(FormError, match="one too many: 64 groups are allowed"):
        parse_policy(("".join(lines) + "group g64 any g63\nquorum g64\n").encode())
    with pytest.raises(FormError, match="one too many: 64 witnesses are allowed"):
        parse_policy(
            "".join(f"witness v{n} {witness_vkey('v', key).text()}\n" for n, key in enumerate(keys)).encode()
        )


def test_a_checkpoint_is_judged_by_its_verified_cosignatures() -> None:
    judged = judge_checkpoint(WITNESSED, cosigned("UN", "RU", "TR", "OB"))
    assert judged.complete
    assert judged.times == dict.fromkeys(("RU", "TR", "UN", "OB"), NOON)
    assert judge_checkpoint(JOINT, cosigned("UN", "RU", "TR", "OB")).missing == {"IR"}


def test_one_witness_cosigning_four_times_is_one_witness() -> None:
    lines = [cosign(CHECKPOINT, f"{ORIGIN}/witness/RU", SECRETS["RU"], NOON + step) for step in range(4)]
    judged = judge_checkpoint(WITNESSED, cosigned().with_signatures(*lines))
    assert (judged.signed, judged.lacking) == ({"RU"}, 3)
    assert judged.times == {"RU": NOON}


def test_cosignatures_by_strangers_do_not_pad_a_quorum() -> None:
    lines = [cosign(CHECKPOINT, f"stranger{n}", SECRETS[f"X{n}"], NOON) for n in (1, 2, 3)]
    judged = judge_checkpoint(WITNESSED, cosigned("RU").with_signatures(*lines))
    assert judged.signed == {"RU"}


def test_a_forged_cosignature_condemns_the_checkpoint_though_enough_others_signed() -> None:
    key = WITNESSED.witness_keys["OB"]
    forged = NoteSignature(key.name, key.key_id, NOON.to_bytes(8, "big") + bytes(64))
    with pytest.raises(SignatureError, match=r"'record\.example/astana/witness/OB' does not fit"):
        judge_checkpoint(WITNESSED, cosigned("RU", "TR", "IR", "UN").with_signatures(forged))


def test_witnesses_alone_do_not_make_a_checkpoint_the_logs() -> None:
    lines = cosigned("RU", "TR", "IR", "UN").note.signatures[1:]
    stranger = parse_checkpoint(sign_checkpoint(CHECKPOINT, SigningKey.from_seed(b"s" * 32)))
    with pytest.raises(SignatureError, match=r"is not signed by 'record\.example/astana'"):
        judge_checkpoint(WITNESSED, stranger.with_signatures(*lines))


def test_a_checkpoint_of_a_log_that_the_policy_does_not_list_is_refused() -> None:
    other = parse_checkpoint(sign_checkpoint(Checkpoint("other.example", 42, bytes(32)), HOST))
    with pytest.raises(SignatureError, match=r"lists no log 'other\.example'"):
        judge_checkpoint(WITNESSED, other)
