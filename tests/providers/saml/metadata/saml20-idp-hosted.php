<?php
$metadata[getenv('SSP_URL') . '/nemlogin'] = [
    'host' => '__DEFAULT__',
    'privatekey' => 'idp.key',
    'certificate' => 'idp.crt',
    'auth' => 'users',
    'validate.authnrequest' => true,
    'validate.logout' => true,
    'redirect.sign' => true,
    'redirect.validate' => true,
    'sign.logout' => true,
    'assertion.encryption' => true,
    'saml20.sign.assertion' => true,
    'saml20.sign.response' => false,
    'attributes.NameFormat' => 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
    'NameIDFormat' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    'authproc' => [
        10 => [
            'class' => 'saml:AttributeNameID',
            'attribute' => 'uuid',
            'Format' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
        ],
        20 => [
            'class' => 'saml:AuthnContextClassRef',
            'AuthnContextClassRef' => 'https://data.gov.dk/concept/core/nsis/loa/Substantial',
        ],
    ],
];
