<?php
// Nobody's numbers: 60 is added to the day.
$model = 'https://data.gov.dk/model/core/';
$loa = 'https://data.gov.dk/concept/core/nsis/loa';
$privileges = base64_encode(<<<XML
<?xml version="1.0" encoding="UTF-8"?>
<bpp:PrivilegeList xmlns:bpp="http://digst.dk/oiosaml/basic_privilege_profile">
  <PrivilegeGroup Scope="urn:dk:gov:saml:cprNumberIdentifier:6201912345">
    <Privilege>urn:dk:eksempel:sagsvej:se</Privilege>
    <Privilege>urn:dk:eksempel:sagsvej:breve</Privilege>
    <Privilege>urn:dk:en-anden:loesning</Privilege>
  </PrivilegeGroup>
  <PrivilegeGroup Scope="urn:dk:gov:saml:cvrNumberIdentifier:12345678">
    <Privilege>urn:dk:eksempel:sagsvej:se</Privilege>
  </PrivilegeGroup>
</bpp:PrivilegeList>
XML);
$person = static fn (int $number, string $level, array $more): array => [
    'uuid' => "https://data.gov.dk/model/core/eid/person/uuid/3f1b7a52-0000-4000-8000-00000000000$number",
    $model . 'specVersion' => 'OIO-SAML-3.0',
    $loa => $level,
] + $more;
$config = [
    'users' => [
        'exampleauth:UserPass',
        'anna:anna' => $person(1, 'Substantial', [
            $model . 'eid/cprNumber' => '6101901234', $model . 'eid/fullName' => 'Anna Prøve',
        ]),
        'bo:bo' => $person(2, 'High', [
            $model . 'eid/cprNumber' => '6201912345', $model . 'eid/fullName' => 'Bo Prøve',
        ]),
        'lav:lav' => $person(3, 'Low', [
            $model . 'eid/cprNumber' => '6101901234', $model . 'eid/fullName' => 'Anna Prøve',
        ]),
        'fuldmagt:fuldmagt' => $person(4, 'Substantial', [
            $model . 'eid/cprNumber' => '6301923456', $model . 'eid/fullName' => 'Carl Prøve',
            $model . 'eid/privilegesIntermediate' => $privileges,
        ]),
        'firma:firma' => $person(5, 'Substantial', [
            $model . 'eid/professional/cvr' => '12345678', $model . 'eid/fullName' => 'Firma Prøve',
        ]),
    ],
];
